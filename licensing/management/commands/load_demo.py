"""Demonstration accounts and a few records to look at: loaded once, never twice."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from PIL import Image

from accounts.actions import activate, change_roles, create_organization
from accounts.models import Organization, User
from icajo import uploads
from icajo.journey import Journey
from licensing import actions
from licensing.actions.owing import owe
from licensing.actions.register import keep_version, next_licence_number, write_columns
from licensing.actions.waivers import approve_waiver, ask_waiver, grant_waiver
from licensing.definition import RENEWAL_DAYS, Sector
from licensing.demo import a_terrace_more, bars, change_of_address, half_a_draft, raffles
from licensing.demo.cannabis import OPERATORS, a_store, manager_answers, on_a_reserve, operator_answers, term
from licensing.demo.drawn import drawn
from licensing.fees import assess
from licensing.judging import required_documents
from licensing.models import Licence, TeamMember, Waiver
from licensing.notice_rule import Period
from licensing.types import LICENCE_TYPES

PASSWORD = "Demo-1234"
PEOPLE = [  # e-mail, first and last name, language, role of staff
    ("charite@example.org", "Camille", "Bouchard", "fr", ""),
    ("charity@example.org", "Morgan", "Clarke", "en", ""),
    ("accueil@example.org", "Jeanne", "Marcotte", "fr", "intake"),
    ("agente@example.org", "Odile", "Lafleur", "fr", "eligibility-officer"),
    ("chef@example.org", "Maude", "Pelletier", "fr", "senior-officer"),
    ("inspectrice@example.org", "Nadia", "Belzile", "fr", "inspector"),
    ("finances@example.org", "Félix", "Simard", "fr", "finance"),
    ("plaintes@example.org", "Rosalie", "Gagné", "fr", "complaints"),
    ("service@example.org", "Salma", "Haddad", "fr", "customer-service"),
    ("registraire@example.org", "Thomas", "Villeneuve", "fr", "registrar"),
    ("admin@example.org", "Ada", "Min", "fr", "administrator"),
]


class Command(BaseCommand):
    help = "Load the demonstration accounts and files, once."

    @transaction.atomic
    def handle(self, *args, **options):
        if User.objects.filter(email=PEOPLE[0][0]).exists():
            return
        people = {email: self.person(email, *facts) for email, *facts in PEOPLE}
        officer = people["agente@example.org"]
        TeamMember.objects.create(officer=officer, sectors=Sector.values)
        for answers, stage in raffles(timezone.localdate()):
            self.raffle(people["charite@example.org"], officer, answers, stage)
        self.reports(people, officer, timezone.localdate())
        self.liquor(people, officer, timezone.localdate())
        self.cannabis(people, officer, timezone.localdate())
        self.stdout.write("Demonstration accounts and files loaded.")

    def person(self, email, first_name, last_name, language, role):
        user = User.objects.create_user(
            email,
            PASSWORD,
            first_name=first_name,
            last_name=last_name,
            language=language,
            phone="+14165550100",
        )
        activate(user)
        if role:
            change_roles(user, roles=[role], by=None, why="Démonstration")
            user.refresh_from_db()
        return user

    def raffle(self, user, officer, answers, stage):
        """One file, taken as far as `stage`: draft, submitted, in-review or approved."""
        on = timezone.localdate()
        application = self.draft("raffle", user, answers)
        if stage == "draft":
            return
        application.refresh_from_db()
        for document in required_documents(application):
            actions.attach(application, document.code, uploads.keep(scan(document.code)), by=user)
        # Catch the Ace: nothing is due before the reports
        self.send(application, user, officer if stage != "submitted" else None, on)
        if stage == "approved":
            actions.approve(application, by=officer, on=on)

    def reports(self, people, officer, on):
        """Two raffles of each charity that owes reports: one that was drawn, and Catch the Ace, which goes on."""
        holders = {}
        for charity, answers, first, last in drawn(on):
            facts = {"by": officer, "of": people[charity.account], "language": charity.language}
            licence = self.licence("raffle", answers, (first, last), holder=holders.get(charity.name), **facts)
            holders[charity.name] = licence.organization
            owe(licence, on=first)

    def liquor(self, people, officer, on):
        """Two licences, of which one expires soon; a request about it under review; and a draft of another."""
        for bar, answers, first, last in bars(on):
            user = people[bar.account]
            licence = self.licence("liquor-sales", answers, (first, last), by=officer, of=user, language=bar.language)
            if bar.days_left < RENEWAL_DAYS:
                self.change(licence, user, officer, on)
            else:
                self.tell_the_public(licence, user, people, on)
        self.draft("liquor-sales", people["charite@example.org"], half_a_draft(on))

    def cannabis(self, people, officer, on):
        """A manager and two operators; a store that one drafts, and one of the other, on a reserve, under review."""
        samira = self.licence("cannabis-manager", manager_answers(), term(on), by=officer)
        for operator in OPERATORS:
            user = people[operator.account]
            licence = self.licence(
                "cannabis-operator",
                operator_answers(operator),
                term(on),
                by=officer,
                of=user,
                language=operator.language,
            )
            answers = a_store(operator, licence.number, samira.number, on)
            if operator is OPERATORS[0]:
                self.draft("cannabis-store", user, answers, licence.organization)
                continue
            application = self.draft("cannabis-store", user, on_a_reserve(answers, on), licence.organization)
            application.refresh_from_db()
            for document in required_documents(application):
                actions.attach(application, document.code, uploads.keep(scan(document.code)), by=user)
            self.send(application, user, officer, on)  # nothing is owed on a reserve: no payment is made up

    def licence(self, type_code, answers, days, *, by, of=None, language="fr", holder=None):
        """A licence that the register has, with its version; no file of ours issued it, nobody may act for its holder
        but `of`."""
        type = LICENCE_TYPES[type_code]
        facts = type.holder.facts(Journey(type.steps, answers).answers) | {"language": language}
        if holder is None:
            holder = create_organization(by=of, **facts) if of else Organization.objects.create(**facts)
        first, last = days
        licence = Licence(
            number=next_licence_number(type.prefix),
            type_code=type_code,
            organization=holder,
            answers=answers,
            issued_on=first,
            starts_on=first,
            expires_on=last,
        )
        write_columns(licence)
        licence.save()
        keep_version(licence, on=first, by=by)
        return licence

    def change(self, licence, user, officer, on):
        """A request that costs nothing, under review."""
        address = licence.type.procedure("address")
        application = actions.start_procedure(licence, address, by=user, on=on, once="demo-address")
        for step in address.steps:
            if step.slug in (said := change_of_address(on)):
                actions.save_step(application, step, said[step.slug], by=user)
        self.send(application, user, officer, on)

    def tell_the_public(self, licence, user, people, on):
        """A request for another terrace, under review, with its public notice open from today.

        Its fee is waived by two officers: no payment is made up, and the books balance.
        """
        officer = people["agente@example.org"]
        areas = licence.type.procedure("areas")
        application = actions.start_procedure(licence, areas, by=user, on=on, once="demo-areas")
        application.answers |= a_terrace_more(on, licence.answers)
        application.save(update_fields=["answers"])
        for document in required_documents(application):
            actions.attach(application, document.code, uploads.keep(scan(document.code)), by=user)
        waiver = ask_waiver(application, by=user, ground=Waiver.Ground.OTHER, text="Démonstration")
        grant_waiver(waiver, by=people["finances@example.org"], why="Démonstration")
        approve_waiver(waiver, by=people["registraire@example.org"])
        self.send(application, user, officer, on)
        actions.set_notice(application, by=officer, on=on, period=Period.of(on, areas.notice.usual))

    def draft(self, type_code, user, answers, organization=None):
        licence_type = LICENCE_TYPES[type_code]
        first = licence_type.steps[0]
        name = answers["applicant"]["legal_name"]
        application = actions.start(
            licence_type,
            by=user,
            organization=organization,
            step=first,
            typed=answers[first.slug],
            once=f"demo-{type_code}-{name}"[:40],
        )
        for step in licence_type.steps[1:]:
            if step.slug in answers:
                actions.save_step(application, step, answers[step.slug], by=user)
        return application

    def send(self, application, user, officer, on):
        application.refresh_from_db()
        actions.seal(application, by=user, on=on, fee_seen=assess(application, on).total)
        actions.submit(application, by=user, at=timezone.now())
        if officer:
            actions.take(application, by=officer)


def scan(code):
    """A picture that stands for a scanned paper."""
    content = io.BytesIO()
    Image.new("RGB", (200, 280), "white").save(content, "JPEG")
    return SimpleUploadedFile(f"{code}.jpg", content.getvalue(), "image/jpeg")
