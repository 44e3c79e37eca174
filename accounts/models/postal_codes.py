from django.db import models
from django.utils.translation import gettext_lazy as _


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
