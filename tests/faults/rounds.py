"""Fifty rounds of one fault: the same people, new applications each time, and the books read after each."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

from payments.sandbox.server import KNOBS
from tests.faults.payer import Payer
from tests.faults.stack import EACH_ONCE
from tests.run.test_demo import until

ROUNDS = int(os.environ.get("ROUNDS") or 3)  # `make faults` plays fifty
LETTERS = 3  # the draft's number, the receipt, the confirmation
UNPROCESSED = "select 1 from payments_providerevent where processed_at is null"


class Rounds:
    """One fault's people and what they have paid."""

    def __init__(self, portal, name, people):
        self.portal, self.name, self.people = portal, name, people
        self.paid = []

    @cached_property
    def applications(self):
        """The numbers of everybody's applications; made once, all together, and nobody is still busy with them."""
        made = self.portal.clerk("seal", name=self.name, people=self.people, each=ROUNDS)
        assert until(lambda: not self.portal.ask("select 1 from licensing_event where pending <> '[]' limit 1"))
        return made

    def __iter__(self):
        """The number of each round, and its payers; what a round leaves behind is looked at before the next."""
        signed_in = [Payer(self.portal, refs[0], email).sign_in() for email, refs in self.applications.items()]
        try:
            for number in range(ROUNDS):
                self.portal.turn(**KNOBS)
                payers = [one.pays(self.applications[one.email][number]) for one in signed_in]
                yield number, payers
                self.portal.turn(**KNOBS)
                self.paid += [payer.ref for payer in payers]
                assert self.everything_is_there_once([payer.ref for payer in payers]), number
                assert self.nothing_is_under_way(), number
                wrongs = self.portal.clerk("wrongs")
                assert wrongs == [], number
        finally:
            for payer in signed_in:
                payer.close()
        self.portal.look_again()
        self.nothing_was_done_twice()

    def everything_is_there_once(self, refs):
        if until(lambda: all(self.portal.counts(ref) == EACH_ONCE for ref in refs)):
            return True
        raise AssertionError({ref: self.portal.counts(ref) for ref in refs})

    def nothing_is_under_way(self):
        """Wait until the provider has told us everything, and all of it is processed."""
        return until(lambda: self.portal.owed_by_the_provider() == 0 and not self.portal.ask(UNPROCESSED))

    def nothing_was_done_twice(self):
        """After every sweep has run once more it is as it was, and each letter came to its payer once."""
        assert len(self.paid) == ROUNDS * self.people
        assert self.everything_is_there_once(self.paid)
        for email in self.applications:
            delivered = self.portal.delivered(email)
            assert len(delivered) == LETTERS * ROUNDS
            assert set(delivered.values()) == {1}, delivered
        assert self.portal.balances()


def at_once(*functions):
    """What each of these returned, done at the same time."""
    with ThreadPoolExecutor(len(functions)) as pool:
        return [one.result() for one in [pool.submit(function) for function in functions]]


def heard_once(portal, payers):
    """Wait until of each payment one event is stored, and processed."""
    return until(lambda: all(portal.events(payer.session_id) == [(True,)] for payer in payers))
