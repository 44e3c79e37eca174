from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicSearch(AppConfig):
    name = "public_search"
    verbose_name = _("Public search")
