from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Submissions(AppConfig):
    name = "submissions"
    verbose_name = _("Submissions")
