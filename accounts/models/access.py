"""Who may act for whom: memberships, and the codes that make them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organizations import Organization
from .rights import WHOLE, Right, Source, all_rights, in_words

PERSON = settings.AUTH_USER_MODEL


class MembershipQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """Those that have neither ended nor run out on this day (today unless told)."""
        return self.filter(Q(until=None) | Q(until__gte=on or timezone.localdate()), ended_at=None)

    def with_right(self, right):
        return self.filter(rights__contains=[right])

    def with_any(self, rights):
        return self.filter(rights__overlap=list(rights))

    def whole(self):
        """Those that open everything the organization has, and not only what an agent filed."""
        return self.filter(source__in=WHOLE)


class Membership(models.Model):
    """The only grant there is: this person may do these things for this organization."""

    Source = Source

    user = models.ForeignKey(PERSON, models.PROTECT, verbose_name=_("person"), related_name="memberships")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="memberships", verbose_name=_("organization")
    )
    rights = ArrayField(models.CharField(max_length=8, choices=Right), verbose_name=_("rights"), default=all_rights)
    source = models.CharField(_("source"), max_length=12, choices=Source)
    since = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateField(_("until"), null=True, blank=True)
    given_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given by")
    )
    given_why = models.TextField(_("why it was given"), blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    ended_why = models.TextField(_("why it ended"), blank=True)

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

    @property
    def allows(self):
        return in_words(self.rights)

    @property
    def is_agents(self):
        """Does it open only what this person filed?"""
        return self.source == Source.AGENT


class AccessCodeQuerySet(models.QuerySet):
    def usable(self, at):
        """Those that still link somebody at this moment."""
        return self.filter(revoked_at=None, expires_at__gt=at, uses__lt=models.F("max_uses"))


class AccessCode(models.Model):
    """A code that links an account to an organization: its secret part is kept only as a hash (facts 2.3)."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="access_codes", verbose_name=_("organization")
    )
    selector = models.CharField(_("first four characters"), max_length=4, unique=True)
    secret = models.CharField(max_length=200, editable=False)  # hashed
    rights = ArrayField(models.CharField(max_length=8, choices=Right), verbose_name=_("rights"), default=all_rights)
    issued_to = models.CharField(_("issued to"), max_length=200)
    issued_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("issued by")
    )  # None: printed in a renewal notice
    identity_check = models.TextField(_("identity check: what was checked, by whom, on what call"))
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    max_uses = models.PositiveSmallIntegerField(_("uses allowed"), default=1)
    uses = models.PositiveSmallIntegerField(_("uses"), default=0)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("revoked by")
    )
    revoked_why = models.TextField(_("why it was revoked"), blank=True)

    objects = AccessCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("access code")
        verbose_name_plural = _("access codes")
        ordering = ["-issued_at"]

    def __str__(self):
        return f"{self.selector}-…"

    @property
    def allows(self):
        return in_words(self.rights)

    def is_usable(self, at) -> bool:
        return self.revoked_at is None and self.expires_at > at and self.uses < self.max_uses


class AccessCodeUse(models.Model):
    """One account linked by one code."""

    code = models.ForeignKey(AccessCode, models.PROTECT, related_name="used", verbose_name=_("access code"))
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+", verbose_name=_("membership"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("use of an access code")
        verbose_name_plural = _("uses of access codes")

    def __str__(self):
        return f"{self.code} – {self.membership}"


class CodeTry(models.Model):
    """A wrong code: five an hour for a person, twenty an hour for a network, counted here and not in the cache."""

    user = models.ForeignKey(PERSON, models.CASCADE, null=True, related_name="+")
    network = models.CharField(max_length=64)  # a keyed hash of the address, never the address
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("wrong access code")
        verbose_name_plural = _("wrong access codes")

    def __str__(self):
        return f"{self.at}"
