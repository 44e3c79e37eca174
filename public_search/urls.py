from django.urls import path
from django.utils.translation import gettext_lazy as _

from .caching import public_page
from .views import data, feeds, followed, licence, notices, register, suppliers, times

app_name = "public_search"

urlpatterns = [
    path(_("search/"), public_page(register.search), name="search"),
    path(_("search/<str:number>/"), public_page(licence.licence), name="licence"),
    path(_("search/<str:number>/changes.atom"), public_page(feeds.licence), name="licence_feed"),
    path(_("search.atom"), public_page(feeds.municipality), name="changes_feed"),
    path(_("gaming-suppliers/"), public_page(suppliers.suppliers), name="suppliers"),
    path(_("decision-times/"), public_page(times.times), name="times"),
    path(_("open-data/"), public_page(data.data), name="data"),
    path(_("application-status/"), public_page(followed.followed), name="followed"),
    path(_("public-notices/"), public_page(notices.notices), name="notices"),
    path(_("public-notices/by-municipality/"), public_page(notices.by_municipality), name="notices_by_municipality"),
    path(_("public-notices/notices.atom"), public_page(feeds.notices), name="notices_feed"),
    path(_("public-notices/<str:file>/"), public_page(notices.notice), name="notice"),
]
