class AlreadyAnswered(Exception):
    """Another officer has answered this question."""


class DeadLink(Exception):
    """The link of a letter is too old, or is none of ours."""


class Closed(Exception):
    """Nothing more may be written about this notice, as `notice` says."""

    def __init__(self, notice):
        super().__init__(notice.pk)
        self.notice = notice


class Nameless(Exception):
    """The rule of this notice takes nothing that is anonymous."""


class Settled(Exception):
    """Somebody else was faster: what was to be decided is decided, sent or told."""


class NotReady(Exception):
    """Copies cannot go yet: `reason` is the code of what is in the way."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class ThreadClosed(Exception):
    """Nothing may be written about this file now: it was not received yet, or it was decided too long ago."""


class NoSuchMove(Exception):
    """A report cannot go from its status to this one, or not any more."""
