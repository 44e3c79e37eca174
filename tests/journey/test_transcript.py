from django.utils import translation

from icajo.journey.fields import WholeNumber
from icajo.journey.transcript import shown_as


def test_thousands_are_told_apart_as_each_language_does():
    tickets = WholeNumber("Tickets")

    with translation.override("fr"):
        french = shown_as(tickets, 10_000, "10000")
    with translation.override("en"):
        english = shown_as(tickets, 10_000, "10000")

    assert (french, english) == ("10\u00a0000", "10,000")
