"""People: those with an account."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Cast, Concat, Lower, Upper
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from icajo.compact import Compact, parts_of


class PeopleManager(UserManager):
    """People are known by their e-mail address, in lower case."""

    def _create_user_object(self, username, email, password, **extra):
        user = self.model(email=(email or username).strip().lower(), **extra)
        user.set_password(password)
        return user

    def create_user(self, email, password=None, **extra):
        return super().create_user(email, email, password, **extra)

    def create_superuser(self, email, password=None, **extra):
        return super().create_superuser(email, email, password, **extra)

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(AbstractUser):
    """A person with an account.  The e-mail address is the sign-in name and cannot be changed (facts 2.2)."""

    username = None
    email = models.EmailField(_("e-mail address"), unique=True)
    phone = PhoneNumberField(_("telephone"), blank=True)
    other_phone = PhoneNumberField(_("other telephone"), blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    language = models.CharField(
        _("language of correspondence"), max_length=2, choices=settings.LANGUAGES, default="fr"
    )

    typed_code = models.TextField(blank=True, editable=False)  # the access code typed at registration, sealed

    objects = PeopleManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [
            ("help_sign_in", "Can help people sign in"),
            ("manage_staff", "Can give and take roles of staff, and close accounts"),
            ("assist_entry", "Can fill in applications for people who ask for help"),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="address_in_lower_case")]
        indexes = [
            parts_of(
                Compact(Concat("first_name", "last_name")),
                Upper("email"),
                Compact(Cast("phone", models.TextField())),
                Compact(Cast("other_phone", models.TextField())),
                name="people_on_the_telephone",
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.email
