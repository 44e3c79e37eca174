"""Unread messages, for pages of the apps below: `{% load messaging %}{% unread_messages as unread %}`.

Each tag asks the database once, however long the list.
"""

from collections import Counter
from typing import NamedTuple

from django import template

from .. import threads
from ..models import Message

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_messages(context):
    """The files of the person with messages to read, each with their number as `unread`."""
    return threads.unread_of(context["request"].user)


@register.filter
def of_file(files, application):
    """The number that is this file's, among those that a tag found; 0 where there is none."""
    return next((one.unread for one in files if one.pk == application.pk), 0)


@register.simple_tag(takes_context=True)
def unread_in(context, application):
    """How many messages of this file its applicant, who looks at it, has not read."""
    return application.thread.unread_by(context["request"].user, from_staff=True).count()


@register.simple_tag
def waiting_here(application):
    """For the staff: how many messages of its applicant wait on this file."""
    return application.thread.waiting().count()


class Waiting(NamedTuple):
    pk: int
    ref: str
    unread: int


@register.simple_tag
def waiting_in(files):
    """For the staff: of these files, those on which messages of the applicant wait, each with its number."""
    refs = {one.pk: one.ref for one in files}
    waiting = Message.objects.waiting().filter(application__in=refs)
    numbers = Counter(waiting.order_by("sent_at", "pk").values_list("application", flat=True))
    return [Waiting(key, refs[key], number) for key, number in numbers.items()]


@register.simple_tag
def waiting_in_rows(rows):
    """The same of the rows of the work queue."""
    return waiting_in([row.file for row in rows])


@register.simple_tag(takes_context=True)
def waiting_for_me(context):
    """How many messages wait on the files of this officer, and on those that nobody took."""
    user = context["request"].user
    return sum(one.unread for one in threads.waiting_for(user)) if user.is_staff else 0
