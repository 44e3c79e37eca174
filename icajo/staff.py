"""The admin site, stock but for its name."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class StaffSite(AdminSite):
    site_header = _("iCAJO – staff")
    site_title = _("iCAJO – staff")
    index_title = _("Files")
