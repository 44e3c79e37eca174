"""What somebody writes about a notice, for tests that are about what becomes of it."""

from datetime import date

from django.utils import timezone

from submissions import actions
from submissions.models import Batch, Copy, Observation
from tests.licensing.noticed import at
from tests.submissions.noticed import notices

STARTS, LAST = date(2026, 11, 26), date(2026, 12, 11)
AUTHOR = {
    "is_anonymous": False,
    "capacity": "resident",
    "name": "Zoé Pelletier",
    "email": "zoe@example.org",
    "street": "12, rue Secrète",
    "postal_code": "P0L 1N0",
    "municipality": "Hearst",
    "grounds": ["public-interest"],
    "text": "La terrasse donne sur ma chambre.",
}
NOBODY = dict.fromkeys(["capacity", "name", "email", "street", "postal_code", "municipality"], "")


def a_notice(owner, **facts):
    """One of 15 days in Hearst, open from STARTS to LAST."""
    return notices(owner, ["Hearst"], starts_on=STARTS, **facts)[0]


def say(notice, *, once=None, moment=None, files=(), language="fr", **said):
    """(observation, code) of what this author writes, at noon of the first day unless told."""
    say.pages += 1
    return actions.observe(
        notice, said=AUTHOR | said, files=files, once=once or f"{say.pages:032x}", language=language,
        at=moment or at(STARTS),
    )  # fmt: skip


say.pages = 0


def screened(observation, by, **found):
    facts = {"is_considered": True, "why_not": "", "is_shared": True, "shared_text": observation.text} | found
    return actions.screen(observation, by=by, at=timezone.now(), found=facts)


def doors(notice, officer, file):
    """What the addresses of observations are filled with: one that was copied to the applicant, with a file."""
    one = Observation.objects.create(
        ref="O2026-1", once="o", code_digest="0" * 64, notice=notice, language="fr", name="Zoé Pelletier", text="Non",
        fingerprint="0" * 64,
    )  # fmt: skip
    batch = Batch.objects.create(notice=notice, sent_at=timezone.now(), sent_by=officer, answer_by=notice.ends_on)
    copy = Copy.objects.create(batch=batch, observation=one, number=1, name=one.name, text=one.text)
    copy.files.add(file)
    ref = notice.application.ref
    return {
        "submissions:observe": {"file": ref},
        "submissions:observations": {"ref": ref},
        "submissions:observation_file": {"ref": ref, "pk": file.pk},
        **{
            f"admin:submissions_{name}": {"ref": ref}
            for name in ("observations", "enter_observation", "send_copies", "tell_authors")
        },
        **{f"admin:submissions_{name}": {"pk": one.pk} for name in ("screen", "conclude")},
        "admin:submissions_enclosure": {"pk": one.pk, "enclosure": one.enclosures.create(file=file).pk},
    }
