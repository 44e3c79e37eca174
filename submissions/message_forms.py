"""What somebody fills in to write in a thread: on the portal's page, and on the desk."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from icajo import uploads
from icajo.desk_form import DeskForm
from icajo.journey.drawing import Drawn
from icajo.journey.fields import LongText
from icajo.models import StoredFile

from . import actions
from .models import Message
from .models.messages import LONGEST

FILES = ("file_1", "file_2", "file_3")
TAKEN = _("PDF, JPEG, PNG, GIF, BMP, Word, Excel, CSV or MSG, 20 MB at most. A photo is fine.")


def a_file(label, **kwargs):
    return forms.FileField(label=label, required=False, allow_empty_file=True, **kwargs)


class WithFiles:
    """A form with boxes for files."""

    def kept(self) -> list[StoredFile]:
        """The files, whether the rest is right or not; one that is refused is an error of its box."""
        kept = []
        for name in FILES:
            if upload := self.files.get(name):
                try:
                    kept.append(uploads.keep(upload))
                except uploads.Refused as refused:
                    self.add_error(name, str(refused))
        return kept


class Sending(WithFiles):
    """Keeps the files of a form and sends its text with them, or keeps nothing at all."""

    @transaction.atomic
    def send(self, about, **who_and_when) -> Message | None:
        """The message; None where a file is refused, which its box then says.  Raises as `send_message` does."""
        files = self.kept()
        if self.errors:
            transaction.set_rollback(True)  # the good files beside a refused one are sent again with it
            return None
        return actions.send_message(about, text=self.cleaned_data["text"], files=files, **who_and_when)


class Writing(Sending, Drawn, forms.Form):
    """On the portal."""

    text = LongText(_("Your message"), max_length=LONGEST, rows=8)
    file_1 = a_file(_("File"), help_text=TAKEN)
    file_2 = a_file(_("Second file"))
    file_3 = a_file(_("Third file"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in FILES:
            self.fields[name].optional = True


class DeskWriting(Sending, DeskForm):
    """On the desk, drawn as Django admin draws forms."""

    text = forms.CharField(
        label=_("Your message, in the person’s language"),
        widget=forms.Textarea({"rows": 10, "class": "vLargeTextField"}),
        max_length=LONGEST,
    )
    file_1 = a_file(_("File"), help_text=TAKEN)
    file_2 = a_file(_("Second file"))
    file_3 = a_file(_("Third file"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="id_message_%s", **kwargs)  # other forms of the page have a text too
