"""The filters of `icajo.words`, for templates: `{% load icajo %}`."""

import re

from django import template
from django.utils.html import format_html

from icajo import words

register = template.Library()
for word in (words.money, words.long_date, words.time_of_day, words.date_time, words.file_size):
    register.filter(word.__name__, word)


@register.filter
def phone(number):
    """A telephone number on a page: it never breaks at the end of a line."""
    return format_html('<span class="icajo-nowrap">{}</span>', words.phone(number)) if number else ""


@register.filter(is_safe=True)
def one_full_stop(text):
    """A sentence that ends with “p.m.” or “inc.” has its full stop already: `{% filter one_full_stop %}`."""
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
