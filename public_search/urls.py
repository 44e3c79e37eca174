from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "public_search"

urlpatterns = [
    path(_("search/"), views.search, name="search"),
    path(_("search/<str:number>/"), views.licence, name="licence"),
]
