"""What can go wrong, by name.  Each carries what the page needs."""

from django.core.exceptions import RequestDataTooBig


class TooMuch(RequestDataTooBig):
    """More than a draft may hold: nothing was kept, and the answer is 400."""


class NotNow(Exception):
    """The application is not in a state where this can happen."""


class NotTold(NotNow):
    """No notice of it came before, or its holder may still be heard."""


class TooManyDrafts(NotNow):
    """This person began too many drafts lately: the next may be begun at `until`."""

    def __init__(self, until):
        super().__init__(until)
        self.until = until


class BegunByAnother(Exception):
    """The renewal was begun by somebody else, in a draft that this person does not see."""


class Incomplete(Exception):
    """The application cannot go in yet: `problems` lists what is missing or wrong."""

    def __init__(self, problems):
        super().__init__(problems)
        self.problems = problems


class Unanswered(Exception):
    """A reply leaves out some of what was asked: `items`."""

    def __init__(self, items):
        super().__init__(items)
        self.items = items


class FeeChanged(Exception):
    """The fee is no longer the one that was shown: the applicant must see `fee` and agree again."""

    def __init__(self, fee):
        super().__init__(fee)
        self.fee = fee


class ChangedElsewhere(Exception):
    """Somebody else saved the same page since it was opened: `theirs` is what they typed."""

    def __init__(self, theirs):
        super().__init__(theirs)
        self.theirs = theirs


class NotAnOfficer(Exception):
    """A file goes only to somebody who may decide about it."""


class InConflict(NotNow):
    """The officer declared a conflict of interest about the file that they would get."""


class ChecksOpen(Exception):
    """A decision has to wait: `checks` are still open."""

    def __init__(self, checks):
        super().__init__(checks)
        self.checks = checks


class NotApprovable(Exception):
    """A decision has to wait: `reasons` says, in words, what the register says against it today."""

    def __init__(self, reasons):
        super().__init__(reasons)
        self.reasons = reasons


class ByTwo(Exception):
    """A decision by two people, and nobody else has recommended this `outcome` of what was last sealed."""

    def __init__(self, outcome):
        super().__init__(outcome)
        self.outcome = outcome


class NoReasons(Exception):
    """A refusal says why."""


class TooSoon(Exception):
    """Asked for too often: it can be asked again at `until`."""

    def __init__(self, until):
        super().__init__(until)
        self.until = until


class WrongCode(Exception):
    """Not the six digits that were mailed, or they are too old, or were tried too often."""


class WrongPeriod(NotNow):
    """Dates that a public notice cannot have: `field` says which is to blame."""

    def __init__(self, field):
        super().__init__(field)
        self.field = field


class NotReady(NotNow):
    """An inspection cannot be asked for: `unmet` names what is missing; empty where a criterion is not confirmed."""

    def __init__(self, unmet):
        super().__init__(unmet)
        self.unmet = unmet


class WrongTime(NotNow):
    """A time of an inspection that cannot be: past, too far away, or no longer offered."""


class Unwritable(Exception):
    """The letter about a decision cannot be written in this language: there is no whole text for it."""

    def __init__(self, letter, language):
        super().__init__(letter, language)
        self.letter, self.language = letter, language


class LetterChanged(Exception):
    """The letter is no longer the one that was read before deciding; nothing was done."""


class WrongCorrection(NotNow):
    """What an answer is to become instead cannot stand: `mistakes` says why; empty where nothing would change."""

    def __init__(self, mistakes):
        super().__init__("correct")
        self.mistakes = mistakes
