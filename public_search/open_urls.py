"""What programs read: one address for both languages."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from .views import api, data, robots

app_name = "public_data"

urlpatterns = [
    path("api/v1/licences", api.licences, name="licences"),
    path("api/v1/licences/<str:number>", api.licence, name="licence"),
    path("api/v1/changes", api.changes, name="changes"),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("open-data/licences.<slug:form>", csrf_exempt(data.export), name="export"),
    path("open-data/daily/licences.<slug:form>.gz", csrf_exempt(data.of_the_day), name="of_the_day"),
    path("robots.txt", csrf_exempt(robots.robots), name="robots"),
    path("sitemap.xml", csrf_exempt(robots.sitemap), name="sitemap"),
    path("sitemap-<int:part>.xml", csrf_exempt(robots.part), name="sitemap_part"),
]
