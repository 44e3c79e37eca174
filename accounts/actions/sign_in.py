"""What staff do for somebody who cannot sign in, once they know who it is."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from icajo import sessions

from .. import letters, lockout, second_step
from .people import send_again


def unlock(user) -> None:
    """Forget the wrong passwords and the wrong codes."""
    lockout.unlock(user.email)
    lockout.unlock_codes(user.email)


def send_activation(user) -> None:
    """Another letter with the link that activates the account; one that needs none is told so."""
    send_again(user.email)


@transaction.atomic
def remove_second_step(user) -> None:
    """For somebody who lost the telephone and the recovery codes.  Open sessions end; the person is told by letter."""
    if second_step.remove_all(user):
        letters.second_step_removed(user)
    lockout.unlock_codes(user.email)
    sign_out_everywhere(user)


def sign_out_everywhere(user) -> None:
    """End every session of the person."""
    sessions.end_all_of(user)
    UserSession.objects.filter(user=user).delete()
