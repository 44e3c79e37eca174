"""The published rule for passwords; Django's own validators say the rest (length, common words, the person's name)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

RULES = gettext_lazy(
    "At least 8 characters, with a digit, and an upper-case letter or a special character (for example ! @ # $ % & *)."
)


class DigitAndCapitalOrSpecial:
    """A digit, and an upper-case letter or a special character: each is missed by name."""

    def validate(self, password, user=None):
        missed = []
        if not any(c.isdigit() for c in password):
            missed.append(ValidationError(_("The password must contain a digit"), code="no_digit"))
        if not any(c.isupper() or _is_special(c) for c in password):
            text = _("The password must contain an upper-case letter or a special character, such as ! @ # $ % & *")
            missed.append(ValidationError(text, code="no_capital_or_special"))
        if missed:
            raise ValidationError(missed)

    def get_help_text(self):
        return str(RULES)


def _is_special(character):
    return not character.isalnum() and not character.isspace()
