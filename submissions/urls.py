from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import alerts, inquiries, observations, observing, threads

app_name = "submissions"

urlpatterns = [
    path(_("ask-us-a-question/"), inquiries.question, name="question"),
    path(_("ask-us-a-question/sent/"), inquiries.sent, name="sent"),
    path(_("public-notices/<str:file>/observations/"), observing.observe, name="observe"),
    path(_("observations/follow/"), observing.follow, name="follow"),
    path(_("observations-received/<str:ref>/"), observations.observations, name="observations"),
    path(_("observations-received/<str:ref>/<int:pk>/"), observations.file, name="observation_file"),
    path(_("files/<str:ref>/messages/"), threads.thread, name="thread"),
    path(_("files/<str:ref>/messages/<int:pk>/"), threads.file, name="message_file"),
    path(_("notice-alerts/"), alerts.subscribe, name="alerts"),
    path(_("notice-alerts/sent/"), alerts.sent, name="alerts_sent"),
    path(_("notice-alerts/confirm/<str:token>/"), alerts.confirm, name="confirm_alerts"),
    path(_("notice-alerts/leave/<str:key>/"), alerts.leave, name="leave_alerts"),
]
