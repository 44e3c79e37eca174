"""Who: people, organizations, and who may act for whom."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField


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
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    language = models.CharField(
        _("language of correspondence"), max_length=2, choices=settings.LANGUAGES, default="fr"
    )

    objects = PeopleManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="address_in_lower_case")]

    def __str__(self):
        return self.get_full_name() or self.email


class OrganizationKind(models.TextChoices):
    """The kinds of applicant (facts 1.3).  Which are allowed depends on the licence type."""

    ASSOCIATION = "association", _("Association")
    CORPORATION = "corporation", _("Corporation")
    PARTNERSHIP = "partnership", _("Partnership")
    LIMITED_PARTNERSHIP = "limited-partnership", _("Limited partnership")
    SOLE_PROPRIETORSHIP = "sole-proprietorship", _("Sole proprietorship")
    INDIVIDUAL = "individual", _("Individual")
    FEDERAL_GOVERNMENT = "federal-government", _("Federal government")
    PROVINCIAL_GOVERNMENT = "provincial-government", _("Provincial government")
    MUNICIPALITY = "municipality", _("Municipality")
    AGRICULTURAL_SOCIETY = "agricultural-society", _("Agricultural society")
    ESTATE_TRUST = "estate-trust", _("Estate or trust")
    FIRST_NATION = "first-nation", _("First Nation")
    NON_PROFIT = "non-profit", _("Non-profit organization")
    RELIGIOUS = "religious", _("Religious organization")
    COMMUNITY_GROUP = "community-group", _("Community group")


class OrganizationQuerySet(models.QuerySet):
    def of(self, user):
        """The organizations this person may act for today."""
        return self.filter(memberships__in=Membership.objects.in_force().filter(user_id=user.pk))


class Organization(models.Model):
    """Whoever a licence is asked for: a charity, a company, a person."""

    name = models.CharField(_("legal name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganizationKind)
    language = models.CharField(
        _("language of correspondence"), max_length=2, choices=settings.LANGUAGES, default="fr"
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = PhoneNumberField(_("telephone"), blank=True)
    street = models.CharField(_("number and street"), max_length=200, blank=True)
    city = models.CharField(_("municipality or First Nation"), max_length=100, blank=True)
    province = models.CharField(_("province"), max_length=2, default="ON")
    postal_code = models.CharField(_("postal code"), max_length=7, blank=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="organizations")
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self):
        return self.name


class MembershipQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(ended_at=None)


class Membership(models.Model):
    """The only grant there is: this person may act for this organization."""

    class Source(models.TextChoices):
        CREATOR = "creator", _("created the organization")
        ACCESS_CODE = "access-code", _("access code")
        STAFF = "staff", _("staff")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="memberships"
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="memberships"
    )
    source = models.CharField(_("source"), max_length=12, choices=Source)
    since = models.DateTimeField(_("since"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"], condition=models.Q(ended_at=None), name="one_membership_in_force"
            )
        ]

    def __str__(self):
        return f"{self.user} – {self.organization}"
