from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from . import checks  # noqa: F401 - registers what `manage.py check` asks


class Payments(AppConfig):
    name = "payments"
    verbose_name = _("Payments")
