"""The pages by name, and how far a file can be taken before a story begins."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from licensing import actions
from licensing.models import Application
from tests import samples

TODAY = date(2026, 11, 21)


def posted(typed):
    """What a browser sends for what was typed: a date in three boxes, an unticked box not at all."""
    data = {}
    for name, value in typed.items():
        if isinstance(value, list):
            data |= dict(zip((f"{name}_year", f"{name}_month", f"{name}_day"), value, strict=True))
        elif value not in (None, False):
            data[name] = value
    return data


def page(name, application=None, *args):
    return reverse(f"licensing:{name}", args=[*([application.ref] if application else []), *args])


def step(application, slug):
    return page("step", application, slug)


def again(application):
    return Application.objects.get(pk=application.pk)


def submitted(person):
    application = samples.sealed(person, on=TODAY)
    actions.submit(application, by=person, at=timezone.now())
    return again(application)


def in_review(person, officer):
    application = submitted(person)
    actions.take(application, by=officer)
    return again(application)


def asked(person, officer, *steps):
    application = in_review(person, officer)
    actions.ask(application, by=officer, text="Pourquoi ?", steps=steps, due_on=TODAY + timedelta(15))
    return again(application)
