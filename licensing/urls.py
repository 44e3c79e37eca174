from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import again, calendar, changes, documents, drafts, files, link, menu, review, rows, start, steps

app_name = "licensing"

urlpatterns = [
    path(_("menu/"), menu.menu, name="menu"),
    *calendar.addresses,
    path(_("confirm-the-link/"), link.link, name="link"),
    path(_("applications/new/"), start.sector, name="sector"),
    path(_("applications/new/choose/<slug:sector>/"), start.type, name="type"),
    path(_("applications/new/<slug:type>/"), start.before, name="before"),
    path(_("applications/new/<slug:type>/authority/"), start.screening, name="screening"),
    path(_("applications/new/<slug:type>/elsewhere/"), start.elsewhere, name="elsewhere"),
    path(_("applications/new/<slug:type>/start/"), start.first_step, name="first_step"),
    path(_("applications/<str:ref>/"), files.application, name="application"),
    path(_("applications/<str:ref>/delete/"), drafts.discard, name="discard"),
    path(_("applications/<str:ref>/documents/"), documents.documents, name="documents"),
    path(_("applications/<str:ref>/documents/<int:pk>/"), documents.download, name="document"),
    path(_("applications/<str:ref>/documents/<int:pk>/remove/"), documents.remove, name="remove_document"),
    path(_("applications/<str:ref>/review/"), review.review, name="review"),
    path(_("applications/<str:ref>/sent/"), files.sent, name="sent"),
    path(_("applications/<str:ref>/summary/"), files.summary, name="summary"),
    path(_("applications/<str:ref>/send-documents/"), files.send_documents, name="send_documents"),
    path(_("applications/<str:ref>/reply/"), files.reply, name="reply"),
    path(_("applications/<str:ref>/withdraw/"), files.withdraw, name="withdraw"),
    path(_("applications/<str:ref>/<slug:slug>/"), steps.step, name="step"),
    path(_("applications/<str:ref>/<slug:slug>/add/"), rows.add, name="add_row"),
    path(_("applications/<str:ref>/<slug:slug>/<slug:row>/"), rows.row, name="row"),
    path(_("applications/<str:ref>/<slug:slug>/<slug:row>/remove/"), rows.remove, name="remove_row"),
    path(_("forms/<slug:name>/"), documents.blank_form, name="blank_form"),
    path(_("licences/<str:number>/certificate/"), files.certificate, name="certificate"),
    path(_("licences/<str:number>/again/"), again.again, name="again"),
    path(_("my-licences/<str:number>/change/"), changes.change, name="change"),
    path(_("my-licences/<str:number>/"), changes.licence, name="licence"),
    path(_("my-licences/<str:number>/versions/<int:version>/"), changes.version, name="version"),
    path(_("change-request/"), changes.choose_licence, name="choose_licence"),
]
