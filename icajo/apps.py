from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class Frame(AppConfig):
    name = "icajo"
    verbose_name = _("Letters and files")


class StaffSite(AdminConfig):
    """Django admin, with the portal's name on it."""

    default_site = "icajo.staff.StaffSite"
