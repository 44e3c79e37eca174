"""Somebody who works beside the running portal, in its environment: `-m tests.faults.clerk`.

Reads what to do, as JSON, and answers each line with one: seals applications in bulk, settles a payment from many
threads at once (as the button of the staff does), and reads the books.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import django

django.setup()

from django.db import close_old_connections, connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from payments import actions, books  # noqa: E402
from tests import samples  # noqa: E402

IN_A_WHILE = timedelta(minutes=6)  # so that nothing is excused because it is young


def seal(name, people, each):
    """For each of so many new people their address and the numbers of applications that only have to be paid.

    Each person is one fault's, so that the letters of one are never another's.
    """
    today = timezone.localdate()
    made = {}
    for number in range(people):
        person = samples.person(f"{name}-{number}@example.org", language="fr")
        facts = {"legal_name": f"Fondation {name} {number}"}
        answers = samples.raffle_answers(today, applicant=facts)
        sealed = [samples.sealed(person, on=today, answers=answers) for _ in range(each)]
        made[person.email] = [application.ref for application in sealed]
    return made


def settle(session, times):
    """Settle this payment so many times at the same moment; what went wrong."""

    def once(_):
        try:
            actions.settle(session)
        except Exception as error:
            return repr(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return [error for error in pool.map(once, range(times)) if error]


def wrongs():
    """Everything in the books that is wrong, or would be if nobody did anything more."""
    return [str(wrong) for wrong in books.wrongs(timezone.now() + IN_A_WHILE)]


DOES = {"seal": seal, "settle": settle, "wrongs": wrongs}

if __name__ == "__main__":
    for line in sys.stdin:
        asked = json.loads(line)
        close_old_connections()
        print(json.dumps(DOES[asked.pop("do")](**asked)), flush=True)
