from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.captcha import CaptchaField
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Email, LongText, Phone, Select, Words

from .models import Subject


class Question(Drawn, forms.Form):
    """What to ask, and how to answer; somebody signed in need not prove that they are a person."""

    subject = Select(_("What is it about?"), choices=Subject.choices)
    name = Words(_("Your name"), autocomplete="name")
    email = Email(_("Your e-mail address"))
    phone = Phone(_("Your telephone"))
    text = LongText(_("Your question"), max_length=4000)

    def __init__(self, *args, signed_in, **kwargs):
        super().__init__(*args, **kwargs)
        if not signed_in:
            self.fields["robot"] = CaptchaField()
