"""Put sealed applications into the database of a running portal, in its environment: `-m tests.faults.sealed 8`.

Each belongs to a person of its own, so that one fault's letters are never another's.  Prints their numbers.
"""

import json
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402

from tests import samples  # noqa: E402

if __name__ == "__main__":
    today = timezone.localdate()
    made = []
    for number in range(int(sys.argv[1])):
        person = samples.person(f"payer{number}@example.org", language="fr")
        answers = samples.raffle_answers(today, applicant={"legal_name": f"Fondation numéro {number}"})
        made.append(samples.sealed(person, on=today, answers=answers))
    print(json.dumps([(application.ref, application.created_by.email) for application in made]))
