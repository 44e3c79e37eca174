"""Sessions in the database, which survive the loss of the cache, prolonged once a minute and not at every page."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

UNWRITTEN = timedelta(minutes=1)  # what a session is given on top, since a page may pass without prolonging it


class SessionStore(db.SessionStore):
    def load(self):
        """What is stored; marked as changed, and so saved anew, once it would last less than it should."""
        found = self._get_session_from_db()
        if found is None:
            return {}
        if found.expire_date < timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE):
            self.modified = True
        return self.decode(found.session_data)

    def create_model_instance(self, data):
        """The row to write."""
        row = super().create_model_instance(data)
        row.expire_date += UNWRITTEN
        return row


def end_all_of(user) -> None:
    """Whoever is signed in as this person is a visitor at the next page, wherever it is.

    Each session is opened to see whose it is: no list kept beside them can have missed one.  Ten thousand take less
    than a second, and this is rare.
    """
    sessions = SessionStore.get_model_class().objects
    ours = [
        one.session_key
        for one in sessions.filter(expire_date__gt=timezone.now()).iterator()
        if one.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    sessions.filter(session_key__in=ours).delete()
