from django.db import models
from django.utils.translation import gettext_lazy as _

FIRST_LETTERS = {
    "NL": "A", "NS": "B", "PE": "C", "NB": "E", "QC": "GHJ", "ON": "KLMNP", "MB": "R", "SK": "S", "AB": "T",
    "BC": "V", "NT": "X", "NU": "X", "YT": "Y",
}  # fmt: skip


class PostalCode(models.Model):
    """A postal code of Ontario and its place, to propose and never to impose (GeoNames, CC BY 4.0)."""

    code = models.CharField(_("postal code"), max_length=6, primary_key=True)  # K1N8Y6
    city = models.CharField(_("municipality"), max_length=100)
    province = models.CharField(_("province"), max_length=2)

    class Meta:
        verbose_name = _("postal code")
        verbose_name_plural = _("postal codes")

    def __str__(self):
        return self.code


def place_of(code: str) -> PostalCode | None:
    """What the table knows of a code written as K1N8Y6; None where it knows nothing, which is no mistake."""
    return PostalCode.objects.filter(pk=code).first()


def fits(code: str, province: str) -> bool:
    """Does the first letter of the code belong to the province?  A province that is none of ours has no letter."""
    return code[:1].upper() in FIRST_LETTERS.get(province, "") if code else True
