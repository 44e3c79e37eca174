"""What can go wrong with money, by name.  Each carries what the page needs."""


class Unreachable(Exception):
    """The provider did not answer, or not in a way we understand: what happened there is not known."""


class NoSuchSession(Exception):
    """The provider knows no such session, or no longer lets it do what was asked."""


class Forged(Exception):
    """Not an event of our provider, or too old to believe."""


class AlreadyPaid(Exception):
    """Money has come for this order."""

    def __init__(self, order):
        super().__init__(order)
        self.order = order


class StillUnknown(Exception):
    """The payer is done but the bank is not: nothing may be tried again yet."""

    def __init__(self, order):
        super().__init__(order)
        self.order = order


class NotThis(Exception):
    """The line of the bank is not where this can be done to it: it says where it is."""


class PaidByCard(Exception):
    """Under $30,000 no transfer pays an order: the money goes back."""


class SamePerson(Exception):
    """Who proposed a match cannot approve it."""


class NotRefundable(Exception):
    """More than may go back; `left` is what may."""

    def __init__(self, left):
        super().__init__(left)
        self.left = left
