"""Somebody who complains: what their browser sends, and what it reads."""

import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from PIL import Image

from submissions.actions import complaints

WRITE, FOLLOW = "submissions:complain_write", "submissions:complaint_follow"
TEXT = "On a servi quelqu’un qui dormait sur le comptoir."
ABOUT = {"about": "advertisement", "described": "Affiche, rue Principale", "place": "Hearst", "happened": "vendredi"}
CODE = re.compile(r"<strong>((?:[0-9A-Z]{4}-){5}[0-9A-Z]{4})</strong>")
GPS = {1: "N", 2: (43.0, 38.0, 7.77), 3: "W", 4: (79.0, 22.0, 7.77)}


def address(name: str, language="fr") -> str:
    with override(language):
        return reverse(name)


def hidden(page: str, name: str) -> str:
    """What a page carries under this name."""
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def photo(name="ZQX-nom.jpg", author="ZQX-auteur") -> SimpleUploadedFile:
    """As a telephone makes it: with its place and its owner."""
    exif = Image.Exif()
    exif[0x013B] = author  # Artist
    exif.get_ifd(0x8825).update(GPS)
    content = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(content, "JPEG", exif=exif, comment=author.encode())
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


class Visit:
    """One browser in one language, on the pages of the form."""

    def __init__(self, client=None, who="anonymous", language="fr", **headers):
        self.client, self.headers, self.language = client or Client(), headers, language
        self.page = self.get(address(WRITE, language) + f"?who={who}")

    def get(self, address):
        self.answer = self.client.get(address, **self.headers)
        return self.answer.content.decode()

    def post(self, action="suivant", **typed):
        """Press a button of the page, with what was typed on it."""
        facts = {"draft": hidden(self.page, "draft"), "page": hidden(self.page, "page"), "action": action} | typed
        self.answer = self.client.post(address(WRITE, self.language), facts, **self.headers)
        self.page = b"".join(self.answer).decode(errors="replace")
        return self.page

    def complain(self, *, about=ABOUT, text=TEXT, files=(), you=None):
        """From the first page to the receipt; the code."""
        self.post(**about)
        self.post(text=text, files=list(files))
        if you:
            self.post(**you)
        self.post("envoyer")
        return CODE.search(self.page)[1]

    def follow(self, code):
        self.answer = self.client.post(address(FOLLOW, self.language), {"code": code}, **self.headers)
        self.page = b"".join(self.answer).decode(errors="replace")
        return self.page

    def say(self, text, files=(), action="envoyer"):
        """A message in the thread that is open."""
        facts = {"pass": hidden(self.page, "pass"), "once": hidden(self.page, "once"), "text": text}
        self.answer = self.client.post(
            address(FOLLOW, self.language), {**facts, "files": list(files), "action": action}, **self.headers
        )
        self.page = b"".join(self.answer).decode(errors="replace")
        return self.page


def doors(world):
    """What the addresses of complaints are filled with: one that the applicant sent with their account, and a file."""
    complaint = complaints.complain(
        code="K7QD", who="account", said=ABOUT | {"licence_number": "", "text": TEXT}, user=world.people["applicant"],
        contact={"name": "A", "email": ""}, files=[complaints.Loose("a.csv", "text/csv", b"a,b")], language="fr",
        at=timezone.now(),
    )  # fmt: skip
    return {
        "submissions:my_complaint": {"ref": complaint.ref},
        "admin:submissions_complaint_file": {"pk": complaint.pk, "key": complaint.files.get().pk},
    }
