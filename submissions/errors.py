class AlreadyAnswered(Exception):
    """Another officer has answered this question."""


class DeadLink(Exception):
    """The link of a letter is too old, or is none of ours."""
