from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import (
    alerts,
    complaint_threads,
    complaints,
    exchanges,
    incidents,
    inquiries,
    observations,
    observing,
    threads,
)

app_name = "submissions"

urlpatterns = [
    path(_("ask-us-a-question/"), inquiries.question, name="question"),
    path(_("ask-us-a-question/sent/"), inquiries.sent, name="sent"),
    path(_("my-exchanges/"), exchanges.exchanges, name="exchanges"),
    path(_("my-exchanges/<slug:kind>/<int:item>/"), exchanges.exchange, name="exchange"),
    path(_("my-exchanges/letter/<int:pk>/<uuid:key>/"), exchanges.letter_attachment, name="letter_attachment"),
    path(_("questions/<str:ref>/"), inquiries.inquiry, name="inquiry"),
    path(_("questions/<str:ref>/file/<uuid:key>/"), inquiries.inquiry_file, name="inquiry_file"),
    path(_("incident-report/"), incidents.incident, name="incident"),
    path(_("incident-report/draft/<uuid:key>/"), incidents.draft, name="incident_draft"),
    path(_("incident-report/<str:ref>/"), incidents.incident_report, name="incident_report"),
    path(_("incident-report/<str:ref>/file/<uuid:key>/"), incidents.incident_file, name="incident_file"),
    path(_("public-notices/<str:file>/observations/"), observing.observe, name="observe"),
    path(_("observations/follow/"), observing.follow, name="follow"),
    path(_("observations-received/<str:ref>/"), observations.observations, name="observations"),
    path(_("observations-received/<str:ref>/<int:pk>/"), observations.file, name="observation_file"),
    path(_("files/<str:ref>/messages/"), threads.thread, name="thread"),
    path(_("files/<str:ref>/messages/<uuid:key>/"), threads.file, name="message_file"),
    path(_("notice-alerts/"), alerts.subscribe, name="alerts"),
    path(_("notice-alerts/sent/"), alerts.sent, name="alerts_sent"),
    path(_("notice-alerts/confirm/<str:token>/"), alerts.confirm, name="confirm_alerts"),
    path(_("notice-alerts/leave/<str:key>/"), alerts.leave, name="leave_alerts"),
    path(_("complaints/"), complaints.complain, name="complain"),
    path(_("complaints/with-my-account/"), complaints.complain_as_me, name="complain_as_me"),
    path(_("complaints/write/"), complaints.write, name="complain_write"),
    path(_("complaints/follow/"), complaint_threads.follow, name="complaint_follow"),
    path(_("complaints/mine/<str:ref>/"), complaint_threads.my_complaint, name="my_complaint"),
]
