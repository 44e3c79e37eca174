"""Every door of the portal."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from icajo import health, letters, pages
from payments import urls as payments

urlpatterns = [
    *pages.in_neither,
    *payments.in_neither,
    path("healthz", health.healthz),
    path("", include("public_search.open_urls")),
]

urlpatterns += i18n_patterns(
    *pages.in_both_languages,
    *letters.in_both_languages,
    path("", include("accounts.urls")),
    path("", include("licensing.urls")),
    path(_("payments/"), include("payments.urls")),
    path("", include("submissions.urls")),
    path("", include("public_search.urls")),
    path("admin/", admin.site.urls),
)

handler400 = "icajo.pages.bad_request"
handler500 = "icajo.pages.server_error"
