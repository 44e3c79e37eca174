"""Before something weighty: did whoever sits at this screen prove lately who they are?

By the second step where they have one, by the password where they have none.  A sign-in counts, for as long.
"""

import time

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.urls import reverse

from . import second_step


def recently_confirmed(request) -> bool:
    """Did this person sign in, or show again who they are, within the last 15 minutes?"""
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    shown = {record["method"] for record in records if since < record["at"] <= time.time()}
    return "mfa" in shown or ("password" in shown and not second_step.has_one(request.user))


def confirm_first(request):
    """To the page that asks for the password or the second step, and back here.  What was posted is not kept."""
    return redirect_to_login(request.get_full_path(), reverse("account_reauthenticate"))
