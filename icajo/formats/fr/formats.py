"""French of Canada: Django's own, which its plain `fr` is not (2026-12-31, 13 h 40, weeks from Sunday)."""

from django.conf.locale.fr_CA.formats import *  # noqa: F403
