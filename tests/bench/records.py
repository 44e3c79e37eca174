"""Files to look at: `rows` of everything that a page lists."""

import contextlib
import io

from django.utils import timezone

from accounts import actions as accounts
from accounts.models import Organization
from licensing import actions
from licensing.models import Application, Condition, Document, Round
from licensing.types.raffle.steps import Draw
from tests import samples


def person_with(rows):
    """(somebody with `rows` drafts, files under review and licences; a draft with `rows` of each list; a licence)."""
    today = timezone.localdate()
    person = samples.person(f"avec-{rows}@example.org")
    with contextlib.redirect_stdout(io.StringIO()):  # the reference data are loaded again, and it says so
        officer = samples.officer(f"agente-{rows}@example.org")
    full = samples.complete(person, on=today, answers=long_answers(today, rows))
    attached = full.documents.first()
    Document.objects.bulk_create(
        Document(application=full, code=Document.EXTRA, file=attached.file, added_by=person) for _ in range(rows)
    )
    for number in range(rows):
        samples.draft(person, on=today, answers=named(today, f"Brouillon {number}"))
        filed(person, today, f"Dossier {number}", officer)
    licences = [
        actions.approve(filed(person, today, f"Permis {rows}-{number}", officer), by=officer, on=today)
        for number in range(rows)
    ]
    first = licences[0]
    Condition.objects.bulk_create(
        Condition(licence=first, text_fr="Une condition.", text_en="A condition.", position=10 + n)
        for n in range(rows)
    )
    return person, full, first


def named(today, name):
    answers = samples.raffle_answers(today)
    return samples.raffle_answers(today, applicant={**answers["applicant"], "legal_name": name})


def filed(person, today, name, officer):
    """A Catch the Ace under review: nothing is paid before its reports."""
    answers = named(today, name)
    answers["lottery"] |= {"draw": Draw.CATCH_THE_ACE, "electronic": "yes", "supplier": "Tirages du Nord"}
    del answers["prizes"]
    answers["tickets-and-prizes"] = {
        "ticket_price": "5",
        "total_prize_value": "45000",
        "ace_winner_share": "20",
        "ace_jackpot_share": "30",
        "ace_charity_share": "50",
    }
    application = samples.complete(person, on=today, answers=answers)
    actions.seal(application, by=person, on=today, fee_seen=0)
    actions.submit(application, by=person, at=timezone.now())
    actions.take(Application.objects.get(pk=application.pk), by=officer)
    return Application.objects.get(pk=application.pk)


def long_answers(today, rows):
    """A complete application with `rows` members, prizes and draws."""
    answers = named(today, f"Longue {rows}")
    for step in ("responsible-members", "prizes", "draws"):
        answers[step] = [{**answers[step][0], "id": f"r{n}"} for n in range(rows)]
    for number, member in enumerate(answers["responsible-members"]):
        member["member_email"] = f"membre{number}@example.org"
    answers["tickets-and-prizes"]["total_prize_value"] = str(60_000 * rows)
    answers["tickets-and-prizes"]["tickets_printed"] = str(10_000 * rows)
    return answers


def a_payer():
    """(somebody, the organization they may pay for)"""
    person = samples.person("payeur@example.org")
    organization = Organization.objects.create(name="Fondation du Grand Nord", kind="non-profit")
    accounts.join(person, organization, "access-code")
    return person, organization


def sealed_raffles(count):
    """`count` raffles that wait for their fee, all alike."""
    today = timezone.localdate()
    batch = Application.objects.count()
    model = samples.sealed(samples.person(f"payeur-{batch}@example.org"), on=today)
    round, organization, person = model.last_round, model.organization, model.created_by
    made = Application.objects.bulk_create(
        Application(
            ref=f"B{batch}-{number}", once=f"b{batch}-{number}", type_code=model.type_code, organization=organization,
            created_by=person, state=model.state, answers=model.answers, edition=model.edition, fee=model.fee,
        )
        for number in range(count)
    )  # fmt: skip
    kept = {field.attname: getattr(round, field.attname) for field in Round._meta.concrete_fields}
    Round.objects.bulk_create(Round(**kept | {"id": None, "application_id": file.pk}) for file in made)
    return made


WORDS = [
    "écluse", "rideau", "fondation", "hôpital", "chorale", "jeunesse", "soccer", "étincelles", "église", "moisson",
    "lumière", "rivière", "club", "amis", "musique", "théâtre", "hockey", "aréna", "bénévoles", "secours", "maison",
    "école", "parents", "cadets", "refuge", "nord", "soleil", "quartier", "patrimoine", "forêt", "lac", "héritage",
    "espoir", "partage", "horizon", "avenir", "mémoire", "légion", "rotary", "optimiste", "portage",
]  # fmt: skip
