"""Nothing is kept by anyone in between, unless a view says it may be."""

from django.http import HttpResponse
from django.test import RequestFactory

from icajo.middleware import PrivateByDefault


def answer(view, method="GET"):
    return PrivateByDefault(view)(RequestFactory().generic(method, "/"))


def test_an_answer_is_private_and_never_stored():
    assert answer(lambda request: HttpResponse())["Cache-Control"] == "private, no-store"


def test_a_view_may_say_otherwise():
    response = answer(lambda request: HttpResponse(headers={"Cache-Control": "public, max-age=60"}))

    assert response["Cache-Control"] == "public, max-age=60"


def test_pages_may_not_use_the_camera_or_the_place():
    policy = answer(lambda request: HttpResponse())["Permissions-Policy"]

    assert "camera=()" in policy
    assert "geolocation=()" in policy


def test_trace_is_refused_before_any_view():
    def view(request):
        raise AssertionError("reached")

    assert answer(view, "TRACE").status_code == 405
