"""The filters of `icajo.words`, for templates: `{% load icajo %}`."""

from django import template

from icajo import words

register = template.Library()
for word in (words.money, words.long_date, words.time_of_day, words.date_time, words.phone, words.file_size):
    register.filter(word.__name__, word)
