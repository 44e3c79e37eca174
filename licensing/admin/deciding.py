"""From the form of a decision to the decision; where it leaves a letter, by way of that letter."""

from django.contrib import messages
from django.utils.translation import gettext as _

from ..errors import ByTwo, ChecksOpen, LetterChanged, NotApprovable, NotNow, NotTold, Unwritable, WrongCorrection
from ..previewing import Preview, decided, tried

DONE = object()  # instead of a letter to read: it is decided
READ, CHANGE = "read", "change"  # the letter that was read; the button that goes back to the form


def pressed(request, form) -> bool:
    """Was the form sent to be decided, and is it whole?  A form without questions is, once it is posted."""
    return request.method == "POST" and CHANGE not in request.POST and form.is_valid()


def go_on(request, form) -> Preview | None:
    """The letter to read, or None once it is decided.  Raises what the action of the form raises."""
    if not form.tells:
        form.act(by=request.user)
    elif READ not in request.POST:
        return tried(form, by=request.user)
    else:
        try:
            decided(form, by=request.user, read=request.POST[READ])
        except LetterChanged:
            messages.warning(
                request, _("The letter is no longer the one that you read. Nothing was done: read it again.")
            )
            return tried(form, by=request.user)
    messages.success(request, _("Done: %(what)s.") % {"what": form.label})
    return None


def said_of(error) -> list[str] | str:
    """Why a decision was not made, for the top of its form."""
    if isinstance(error, ChecksOpen):
        open_checks = ", ".join(str(check) for check in error.checks)
        return _("Close these checks first: %(checks)s") % {"checks": open_checks}
    if isinstance(error, ByTwo):
        return _("Somebody else recommends it first: two people make this decision.")
    if isinstance(error, NotTold):
        return _("A notice of proposal comes first, and the time to ask for a hearing has to be over.")
    if isinstance(error, Unwritable):
        name = {"fr": _("French"), "en": _("English")}[error.language]
        return _("The letter has no whole text in %(language)s. Nothing was done.") % {"language": name}
    if isinstance(error, WrongCorrection):
        return error.mistakes or _("This is what is recorded already.")
    if isinstance(error, NotApprovable):
        return error.reasons
    return _("This has changed since you opened it. Nothing was done.")


STOPPED = (ChecksOpen, ByTwo, Unwritable, NotApprovable, NotNow)


def read_next_round(form) -> str:
    """Let the form stand for the round that came meanwhile, with what was typed; says so."""
    number = form.application.last_round.number
    form.data = form.data.copy()
    form.data["round"] = number
    return _(
        "The applicant sent a new round meanwhile, round %(number)s. Nothing was done. Read what changed on the page "
        "of the file, then decide again: what you wrote is still here."
    ) % {"number": number}
