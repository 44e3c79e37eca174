"""What was issued.  Public facts are columns here; nothing searches inside JSON."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from accounts.models import Organization
from icajo.models import StoredFile

from ..folding import fold
from ..types import REGISTER_TYPES
from .applications import Application, Round


class LicenceQuerySet(models.QuerySet):
    def of(self, user):
        """The licences of this person's organizations, and those they asked for as an agent."""
        asked_for = Q(application__created_by_id=user.pk, application__by_agent=True)
        return self.filter(
            Q(organization__in=Organization.objects.of(user))
            | (asked_for & Q(organization__in=Organization.objects.of_agent(user)))
        )

    def visible_to(self, user):
        """All of them for staff; their own for anybody else."""
        return self if user.is_staff and user.has_perm("licensing.view_licence") else self.of(user)

    def in_force(self, on):
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=on), starts_on__lte=on)

    def saying(self, text):
        """Those whose name, number or municipality has every word of `text`, accents and apostrophes aside."""
        found = self
        for word in fold(text).split():
            found = found.filter(folded__contains=word)
        return found


class Premises(models.Model):
    """A place where a licence is used."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="premises", verbose_name=_("organization")
    )
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("number and street"), max_length=200, blank=True)
    city = models.CharField(_("municipality or First Nation"), max_length=100)
    postal_code = models.CharField(_("postal code"), max_length=7, blank=True)
    phone = PhoneNumberField(_("telephone"), blank=True)
    external_number = models.CharField(
        _("number in the earlier system"), max_length=40, unique=True, null=True, blank=True
    )

    class Meta:
        verbose_name = _("premises")
        verbose_name_plural = _("premises")

    def __str__(self):
        return f"{self.name}, {self.city}"


class Licence(models.Model):
    # neither for a licence that comes from the earlier system
    application = models.OneToOneField(
        Application, models.PROTECT, null=True, related_name="licence", verbose_name=_("application")
    )
    round = models.OneToOneField(Round, models.PROTECT, null=True, related_name="+", verbose_name=_("round"))
    external_number = models.CharField(
        _("number in the earlier system"), max_length=40, unique=True, null=True, blank=True
    )
    premises = models.ForeignKey(
        "Premises", models.PROTECT, null=True, blank=True, related_name="licences", verbose_name=_("premises")
    )
    number = models.CharField(_("licence number"), max_length=16, unique=True)
    type_code = models.CharField(_("licence type"), max_length=30)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="licences", verbose_name=_("organization")
    )
    holder = models.CharField(_("licence holder"), max_length=200)
    municipality = models.CharField(_("municipality or First Nation"), max_length=100)
    folded = models.CharField(max_length=400, editable=False)  # what the public search reads
    issued_on = models.DateField(_("issued on"))
    starts_on = models.DateField(_("valid from"))
    expires_on = models.DateField(_("valid until"), null=True)
    report_due_on = models.DateField(_("report due on"), null=True)
    certificate_fr = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("certificate (French)")
    )
    certificate_en = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("certificate (English)")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = LicenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("licence")
        verbose_name_plural = _("licences")
        ordering = ["holder", "pk"]
        indexes = [GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="licence_words")]
        triggers = [pgtrigger.Protect(name="licences_stay", operation=pgtrigger.Delete)]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("public_search:licence", args=[self.number])

    @property
    def type(self):
        return REGISTER_TYPES[self.type_code]

    @property
    def certificate(self):
        """The certificate in the language of the page; None until it is made."""
        return self.certificate_en if get_language() == "en" else self.certificate_fr


class Condition(models.Model):
    """A condition on a licence, in both languages."""

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="conditions", verbose_name=_("licence"))
    text_fr = models.TextField(_("condition (French)"))
    text_en = models.TextField(_("condition (English)"))
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["position"]

    def __str__(self):
        return self.text

    @property
    def text(self):
        return self.text_en if get_language() == "en" else self.text_fr
