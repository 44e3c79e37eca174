"""Which of the staff stand aside from which files, as they declared themselves."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organization


class ConflictQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody has lifted."""
        return self.filter(until=None)

    def about(self, application):
        """Those that close this file: its own, and those about whoever applies."""
        closed = Q(application=application)
        if application.organization_id:
            closed |= Q(organization_id=application.organization_id)
        return self.filter(closed)


def organizations_shut_to(user) -> models.QuerySet:
    """The keys of those that this person stood aside from altogether."""
    theirs = Conflict.objects.standing().filter(officer_id=user.pk)
    return theirs.exclude(organization=None).values("organization")


def apart_from_organizations(user, organization="organization") -> Q:
    """What lets through the rows about organizations that this person did not stand aside from."""
    return ~Q(**{f"{organization}__in": organizations_shut_to(user)})


def apart_from_conflicts(user, file="") -> Q:
    """What lets through the rows of files that this person did not stand aside from; `file` leads to the file."""
    theirs = Conflict.objects.standing().filter(officer_id=user.pk)
    of_files = ~Q(**{f"{file}pk__in": theirs.values("application")})
    return of_files & apart_from_organizations(user, f"{file}organization")


def apart_from_holders(user, holder="", file="application") -> Q:
    """The same for rows about an applicant and a file, such as licences and orders: `holder` leads to whoever has an
    `organization`, and `file` from there to the file, or to several.
    """
    theirs = Conflict.objects.standing().filter(officer_id=user.pk)
    of_files = ~Q(**{f"{holder}{file}__in": theirs.values("application")})
    return of_files & apart_from_organizations(user, f"{holder}organization")


class Conflict(models.Model):
    """A conflict of interest that one of the staff declared about a file, or about an organization and all its files.

    Until it is lifted, by somebody else and for a reason, those files are closed to them.
    """

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="conflicts",
        verbose_name=pgettext_lazy("of staff", "officer"),
    )
    application = models.ForeignKey(
        "licensing.Application", models.PROTECT, related_name="conflicts", verbose_name=_("application")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organization")
    )  # where it is about all its files
    why = models.TextField(_("reason"))
    since = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("of a conflict", "lifted by"),
    )
    lifted_why = models.TextField(_("why it was lifted"), blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["-pk"]
        permissions = [("lift_conflict", "Can lift conflicts of interest that others declared")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None, lifted_by=None)
                | (Q(until__isnull=False, lifted_by__isnull=False) & ~Q(lifted_why="")),
                name="a_conflict_is_lifted_by_somebody_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["officer", "application"],
                condition=Q(until=None, organization=None),
                name="one_conflict_about_a_file",
            ),
            models.UniqueConstraint(
                fields=["officer", "organization"], condition=Q(until=None), name="one_conflict_about_an_organization"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="conflicts_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="lifted_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__until__isnull=False)
            ),
            pgtrigger.ReadOnly(name="declared_once", exclude=["until", "lifted_by", "lifted_why"]),
        ]

    def __str__(self):
        return f"{self.officer} – {self.organization or self.application}"
