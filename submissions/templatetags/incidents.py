"""Incident reports on pages of this app and of those below: `{% load incidents %}`."""

from django import template

from icajo.words import long_date, money, phone, time_of_day

from ..incident_forms import Report
from ..models import Incident
from ..permissions import may_report, sees_incidents

register = template.Library()


@register.filter
def said(incident) -> list:
    """[(question, answer)] of all that a report says, as it was asked; what was left empty is not there."""
    labels = {name: field.label for name, field in Report.base_fields.items()}
    licence = incident.licence
    answers = {
        "licence": f"{licence.number}, {licence.type.name}, {licence.holder}",
        "category": incident.get_category_display(),
        "occurred_on": at_about(incident.occurred_on, incident.occurred_time),
        "discovered_on": at_about(incident.discovered_on, incident.discovered_time),
        "place": incident.place,
        "draw": incident.draw,
        "text": incident.text,
        "people": incident.people,
        "tickets": incident.tickets,
        "amount": money(incident.amount),
        "at_once": incident.action,
        "is_suspended": Report.base_fields["is_suspended"].choices[0 if incident.is_suspended else 1][1],
        "police_number": incident.police_number,
        "supplier_told": incident.get_supplier_told_display(),
        "system": incident.system,
        "correction": incident.correction,
        "name": incident.name,
        "email": incident.email,
        "phone": phone(incident.phone),
    }
    return [(labels[name], str(answer)) for name, answer in answers.items() if answer not in ("", None)]


def at_about(day, time):
    return f"{long_date(day)}, {time_of_day(time)}" if time else long_date(day)


@register.simple_tag(takes_context=True)
def incidents_of(context, licence):
    """For the staff: the reports about a licence, the newest first; none for whoever may not read them."""
    user = context["request"].user
    return Incident.objects.for_staff(user).filter(licence=licence) if sees_incidents(user) else []


@register.simple_tag(takes_context=True)
def reports_on(context, licence):
    """May the person who looks at this licence report an incident about it?"""
    return may_report(context["request"].user, licence.organization_id)
