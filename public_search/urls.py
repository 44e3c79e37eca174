from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import followed, notices, register

app_name = "public_search"

urlpatterns = [
    path(_("search/"), register.search, name="search"),
    path(_("search/<str:number>/"), register.licence, name="licence"),
    path(_("application-status/"), followed.followed, name="followed"),
    path(_("public-notices/"), notices.notices, name="notices"),
    path(_("public-notices/by-municipality/"), notices.by_municipality, name="notices_by_municipality"),
    path(_("public-notices/<str:file>/"), notices.notice, name="notice"),
]
