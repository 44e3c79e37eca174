"""The form on which an officer writes down an observation that came on paper."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo import metadata, uploads
from icajo.models import StoredFile

from .models import Capacity
from .observation_forms import LONGEST
from .tokens import a_token

NAMED = ("capacity", "name", "municipality")  # without which nobody is taken to have signed
WRITTEN = (*NAMED, "email", "street", "postal_code")


class OnPaper(forms.Form):
    """`rule` is that of the notice; None where an earlier edition of the type had one."""

    received_on = forms.DateField(
        label=gettext_lazy("Received on"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of correspondence"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    is_anonymous = forms.BooleanField(label=gettext_lazy("It is anonymous"), required=False)
    capacity = forms.ChoiceField(
        label=gettext_lazy("Written as"), choices=Capacity.choices, widget=forms.RadioSelect, required=False
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    municipality = forms.CharField(label=gettext_lazy("Municipality or First Nation"), max_length=100, required=False)
    street = forms.CharField(label=gettext_lazy("Number and street"), max_length=200, required=False)
    postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=7, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("What is it about?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=LONGEST, widget=forms.Textarea({"rows": 15, "class": "vLargeTextField"})
    )
    scan = forms.FileField(
        label=gettext_lazy("Scan of the letter"),
        required=False,
        help_text=gettext_lazy("PDF, Word, JPEG or PNG, 20 MB at most. Hidden data is removed from it."),
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, rule, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grounds"].choices = rule.grounds if rule else []
        self.fields["once"].initial = a_token()
        if not (rule and rule.anonymous):
            del self.fields["is_anonymous"]

    def clean(self):
        given = self.cleaned_data
        if not given.get("is_anonymous"):
            for name in NAMED:
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("An observation without it is not signed."))
        return given

    def kept(self) -> list[StoredFile] | None:
        """The scan; None where it is refused, which the form then says."""
        scan = self.cleaned_data.get("scan")
        try:
            return [metadata.keep_bare(scan)] if scan else []
        except uploads.Refused as refused:
            self.add_error("scan", str(refused))
            return None

    def facts(self) -> dict:
        """What `actions.enter` takes."""
        given = self.cleaned_data
        is_anonymous = bool(given.get("is_anonymous"))
        once = a_token(given["once"])
        said = {name: "" if is_anonymous else given[name] for name in WRITTEN}
        said |= {"is_anonymous": is_anonymous, "grounds": given["grounds"], "text": given["text"]}
        return {"said": said, "received_on": given["received_on"], "language": given["language"], "once": once}
