"""Organizations: who they are, where they are, and the people in them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from phonenumber_field.modelfields import PhoneNumberField

from icajo.compact import Compact, parts_of

from .rights import WHOLE, Right, Source


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
    def of(self, user, right=Right.VIEW):
        """The organizations for which this person holds this right today; not those of which they are the agent."""
        return self._held(user, right, WHOLE)

    def of_agent(self, user, right=Right.VIEW):
        """The organizations for which this person may do this as their agent, with what they filed themselves."""
        return self._held(user, right, [Source.AGENT])

    def _held(self, user, right, sources):
        today = timezone.localdate()
        held = Q(
            memberships__user_id=user.pk,
            memberships__ended_at=None,
            memberships__rights__contains=[right],
            memberships__source__in=sources,
        )
        return self.filter(held & (Q(memberships__until=None) | Q(memberships__until__gte=today)))


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
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="Membership",
        through_fields=("organization", "user"),
        related_name="organizations",
    )
    external_number = models.CharField(
        _("number in the earlier system"), max_length=40, unique=True, null=True, blank=True
    )
    facts = models.JSONField(default=dict, editable=False)  # {question of its kind: answer}; others are kept aside
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        indexes = [
            parts_of(
                Compact("name"),
                Upper("email"),
                Compact(Cast("phone", models.TextField())),
                name="bodies_on_the_telephone",
            )
        ]

    def __str__(self):
        return self.name


class Address(models.Model):
    """Where an organization is, beside its mailing address."""

    class Kind(models.TextChoices):
        PHYSICAL = "physical", _("physical address")
        BUSINESS = "business", _("business address")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="addresses")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    street = models.CharField(_("number and street"), max_length=200)
    city = models.CharField(_("municipality or First Nation"), max_length=100)
    province = models.CharField(_("province"), max_length=2, default="ON")
    postal_code = models.CharField(_("postal code"), max_length=7)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [models.UniqueConstraint(fields=["organization", "kind"], name="one_address_of_each_kind")]

    def __str__(self):
        return f"{self.street}, {self.city} ({self.province}) {self.postal_code}"


class Person(models.Model):
    """Somebody who matters to an organization, whether or not they have an account."""

    first_name = models.CharField(_("first name"), max_length=100)
    last_name = models.CharField(_("last name"), max_length=100)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = PhoneNumberField(_("telephone"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    external_number = models.CharField(
        _("number in the earlier system"), max_length=40, unique=True, null=True, blank=True
    )

    class Meta:
        verbose_name = _("person in an organization")
        verbose_name_plural = _("people in organizations")
        ordering = ["last_name", "first_name"]

    def __str__(self):
        return f"{self.first_name} {self.last_name}"


class RoleQuerySet(models.QuerySet):
    def in_force(self, on: date):
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)


class Role(models.Model):
    """What a person is to an organization, from when to when (facts 2.3)."""

    class Kind(models.TextChoices):
        OFFICER = "officer", pgettext_lazy("role", "officer")  # of the organization, not of ours
        DIRECTOR = "director", _("director")
        SHAREHOLDER = "shareholder", _("shareholder")
        PARTNER = "partner", _("partner")
        SOLE_PROPRIETOR = "sole-proprietor", _("sole proprietor")
        MANAGER = "manager", _("manager")
        AGENT = "agent", _("agent")

    person = models.ForeignKey(Person, models.PROTECT, related_name="roles", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="roles", verbose_name=_("organization")
    )
    kind = models.CharField(_("role"), max_length=16, choices=Kind)
    share = models.DecimalField(_("share, in percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=["person", "organization", "kind", "since"], name="one_role_at_a_time"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name="roles_end_after"),
            models.CheckConstraint(condition=Q(share=None) | Q(share__gt=0, share__lte=100), name="shares_of_a_whole"),
        ]

    def __str__(self):
        return f"{self.person} – {self.get_kind_display()}"
