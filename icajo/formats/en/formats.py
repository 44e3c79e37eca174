"""English of Canada: Django's own, with dates written out and a comma between thousands."""

from django.conf.locale.en_CA.formats import *  # noqa: F403

DATE_FORMAT = "F j, Y"
DATETIME_FORMAT = "F j, Y, g:i a"
YEAR_MONTH_FORMAT = "F Y"
THOUSAND_SEPARATOR = ","
