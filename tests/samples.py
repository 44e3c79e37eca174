"""A good application of each type: the only place where one is spelt out whole."""

import io
import secrets
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.actions import activate
from accounts.models import User
from icajo import uploads
from licensing import actions
from licensing.judging import required_documents
from licensing.models import FeeRate
from licensing.types import LICENCE_TYPES

PASSWORD = "Perroquet-7-bleu"


def day(value: date) -> list[str]:
    return [str(value.year), str(value.month), str(value.day)]


def raffle_answers(on: date, **changes) -> dict:
    """What a charity types for a stub draw with $60,000 in prizes; `changes` are {step: {question: typed}}."""
    start, end = on + timedelta(days=40), on + timedelta(days=100)
    answers = {
        "applicant": {
            "kind": "non-profit",
            "legal_name": "Fondation du Perroquet bleu",
            "use_my_information": False,
            "contact_first_name": "Amélie",
            "contact_last_name": "Tremblay",
            "contact_email": "amelie@example.org",
            "contact_phone": "613 555-0147",
            "mailing_street": "120, rue Rideau",
            "mailing_city": "Ottawa",
            "mailing_postal_code": "K1N 8Y6",
            "physical_differs": "no",
            "physical_street": "",
            "physical_city": "",
            "physical_postal_code": "",
        },
        "premises": {
            "premises_type": "hall",
            "premises_name": "Salle communautaire Rideau",
            "premises_street": "250, rue Somerset Est",
            "premises_city": "Ottawa",
            "premises_postal_code": "K1N 6V6",
            "where": "municipality",
            "use_my_information": False,
            "premises_contact": "Amélie Tremblay",
            "premises_phone": "613 555-0147",
        },
        "eligibility": {"for_united_way": "no", "eligibility_number": "CGE123456"},
        "responsible-members": [
            {
                "id": f"m{i}",
                "member_name": name,
                "member_title": "Administratrice",
                "member_email": f"membre{i}@example.org",
                "member_phone": "613 555-0148",
                "member_is_adult": "yes",
            }
            for i, name in enumerate(["Chantal Roy", "Dimitri Petrov"], 1)
        ],
        "lottery": {
            "draw": "stub",
            "electronic": "no",
            "supplier": "",
            "in_conjunction": "no",
            "other_licence": "",
            "starts_on": day(start),
            "ends_on": day(end),
        },
        "tickets-and-prizes": {
            "ticket_price": "20",
            "tickets_printed": "10 000",
            "total_prize_value": "60 000,00",
            "early_bird": "no",
            "early_bird_value": "",
        },
        "prizes": [
            {
                "id": "p1",
                "prize_description": "Argent",
                "prize_is_cash": "yes",
                "prize_value": "60000",
                "prize_quantity": "1",
            }
        ],
        "draws": [
            {
                "id": "d1",
                "draw_date": day(end),
                "draw_time": "19 h 30",
                "draw_place": "Salle communautaire Rideau",
                "draw_method": "Baril",
            }
        ],
        "questions": {
            "use_of_proceeds": "Bourses d’études pour des jeunes de l’Est de l’Ontario, 100 000 $.",
            "announced": "phone",
            "sold_elsewhere": "no",
            "sold_where": "",
            "card_sales": "no",
            "card_sales_details": "",
            "subscriptions": "no",
            "subscriptions_details": "",
            "other_language": "no",
            "which_language": "",
            "returned_to_drum": "no",
            "earlier_reports": "no",
            "earlier_reports_details": "",
        },
    }
    for step, changed in changes.items():
        slug = step.replace("_", "-")
        answers[slug] = {**answers[slug], **changed} if isinstance(changed, dict) else changed
    return answers


ANSWERS = {"raffle": raffle_answers}


def person(email="amelie@example.org", **facts) -> User:
    """Somebody with an account they can sign in to."""
    defaults = {"first_name": "Amélie", "last_name": "Tremblay", "phone": "+16135550147", "language": "fr"}
    user = User.objects.create_user(email, PASSWORD, **defaults | facts)
    activate(user)
    return user


def officer(email="agente@example.org") -> User:
    """An officer who may decide."""
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    call_command("load_reference", verbosity=0)
    user = person(email, first_name="Odile", last_name="Officier", is_staff=True)
    user.groups.add(Group.objects.get(name="Licensing officers"))
    return user


def photo(colour="teal") -> SimpleUploadedFile:
    """A small picture, as a telephone would send it."""
    content = io.BytesIO()
    Image.new("RGB", (40, 40), colour).save(content, "JPEG")
    return SimpleUploadedFile("billet.jpg", content.getvalue(), "image/jpeg")


def fee_rates():
    for code, amount in (("raffle-large", "0.01"), ("raffle-other", "0.03")):
        FeeRate.objects.get_or_create(
            code=code,
            in_force_from=date(2010, 4, 21),
            defaults={"unit": "share", "amount": amount, "source": "test"},
        )


def draft(user, *, on: date, type_code="raffle", answers=None):
    """A draft with every answer, and no document."""
    fee_rates()
    answers = answers or ANSWERS[type_code](on)
    licence_type = LICENCE_TYPES[type_code]
    first = licence_type.steps[0]
    application = actions.start(
        licence_type, by=user, step=first, typed=answers[first.slug], once=secrets.token_hex(8)
    )
    application.answers = answers
    application.save()
    return application


def complete(user, *, on: date, type_code="raffle", answers=None):
    """A draft with every answer and every document that it calls for."""
    application = draft(user, on=on, type_code=type_code, answers=answers)
    for document in required_documents(application):
        actions.attach(application, document.code, uploads.keep(photo()), by=user)
    return application


def sealed(user, *, on: date, **kwargs):
    """An application that only has to be paid."""
    from licensing.fees import assess

    application = complete(user, on=on, **kwargs)
    actions.seal(application, by=user, on=on, fee_seen=assess(application, on).total)
    application.refresh_from_db()
    return application
