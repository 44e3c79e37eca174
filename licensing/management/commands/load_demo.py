"""Demonstration accounts and a few records to look at: loaded once, never twice."""

import io

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from PIL import Image

from accounts.actions import activate
from accounts.models import User
from icajo import uploads
from licensing import actions
from licensing.demo import raffles
from licensing.fees import assess
from licensing.judging import required_documents
from licensing.types import LICENCE_TYPES

PASSWORD = "Demo-1234"
PEOPLE = [  # e-mail, first and last name, language, staff role
    ("charite@example.org", "Camille", "Bouchard", "fr", ""),
    ("charity@example.org", "Morgan", "Clarke", "en", ""),
    ("agente@example.org", "Odile", "Lafleur", "fr", "Licensing officers"),
    ("finances@example.org", "Félix", "Simard", "fr", "Finance officers"),
    ("service@example.org", "Salma", "Haddad", "fr", "Customer service"),
]


class Command(BaseCommand):
    help = "Load the demonstration accounts and files, once."

    @transaction.atomic
    def handle(self, *args, **options):
        if User.objects.filter(email=PEOPLE[0][0]).exists():
            return
        people = {email: self.person(email, *facts) for email, *facts in PEOPLE}
        boss = User.objects.create_superuser("admin@example.org", PASSWORD, first_name="Ada", last_name="Min")
        activate(boss)
        officer = people["agente@example.org"]
        for answers, stage in raffles(timezone.localdate()):
            self.raffle(people["charite@example.org"], officer, answers, stage)
        self.stdout.write("Demonstration accounts and files loaded.")

    def person(self, email, first_name, last_name, language, role):
        user = User.objects.create_user(
            email,
            PASSWORD,
            first_name=first_name,
            last_name=last_name,
            language=language,
            phone="+14165550100",
            is_staff=bool(role),
        )
        activate(user)
        if role:
            user.groups.add(Group.objects.get(name=role))
        return user

    def raffle(self, user, officer, answers, stage):
        """One file, taken as far as `stage`: draft, in-review or approved."""
        on = timezone.localdate()
        licence_type = LICENCE_TYPES["raffle"]
        first = licence_type.steps[0]
        application = actions.start(
            licence_type,
            by=user,
            step=first,
            typed=answers[first.slug],
            once=f"demo-{answers[first.slug]['legal_name']}",
        )
        for step in licence_type.steps[1:]:
            if step.slug in answers:
                actions.save_step(application, step, answers[step.slug], by=user)
        if stage == "draft":
            return
        application.refresh_from_db()
        for document in required_documents(application):
            actions.attach(application, document.code, uploads.keep(scan(document.code)), by=user)
        actions.seal(application, by=user, on=on, fee_seen=assess(application, on).total)
        actions.submit(application, by=user, at=timezone.now())  # Catch the Ace: nothing is due before the reports
        actions.take(application, by=officer)
        if stage == "approved":
            actions.approve(application, by=officer, on=on)


def scan(code):
    """A picture that stands for a scanned paper."""
    content = io.BytesIO()
    Image.new("RGB", (200, 280), "white").save(content, "JPEG")
    return SimpleUploadedFile(f"{code}.jpg", content.getvalue(), "image/jpeg")
