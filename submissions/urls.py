from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "submissions"

urlpatterns = [
    path(_("ask-us-a-question/"), views.question, name="question"),
    path(_("ask-us-a-question/sent/"), views.sent, name="sent"),
]
