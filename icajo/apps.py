from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _

from icajo import logs


class Frame(AppConfig):
    name = "icajo"
    verbose_name = _("Letters and files")

    def ready(self):
        logs.keep_secrets()


class StaffSite(AdminConfig):
    """Django admin, with the portal's name on it."""

    default_site = "icajo.staff.StaffSite"
