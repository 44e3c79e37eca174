"""What can go wrong, by name.  Each carries what the page needs."""


class Refused(Exception):
    """This access code links nothing: unknown, mistyped, expired, used up or revoked.  Nobody is told which."""


class TooMany(Exception):
    """Too many wrong codes: the next may be tried at `until`."""

    def __init__(self, until):
        super().__init__(until)
        self.until = until


class AlreadyLinked(Exception):
    """The account may do all that the code allows already, by this `membership`."""

    def __init__(self, membership):
        super().__init__(membership)
        self.membership = membership


class NotMergeable(Exception):
    """These accounts cannot be merged, or not now: `problems` are codes."""

    def __init__(self, problems):
        super().__init__(problems)
        self.problems = problems


class LastManager(Exception):
    """Nobody could manage access any more: only staff may go on."""


class NoSuchPermission(Exception):
    """Roles name these permissions (`app.codename`), which the database does not know."""

    def __init__(self, labels):
        super().__init__(labels)
        self.labels = labels


class RolesNotLoaded(Exception):
    """The database does not know every role yet: `manage.py sync_roles` comes first."""


class OnlyMember(Exception):
    """Nobody else may act for these `organizations`."""

    def __init__(self, organizations):
        super().__init__([one.pk for one in organizations])
        self.organizations = organizations
