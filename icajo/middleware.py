"""Nothing is kept by anyone in between, unless a view says it may be; and what no address of ours looks like."""

from django.http import Http404, HttpResponseNotAllowed

PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


class PrivateByDefault:
    """Every answer is `private, no-store` unless its view set its own Cache-Control; TRACE is refused."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "TRACE":
            response = HttpResponseNotAllowed(["GET", "HEAD", "POST", "OPTIONS"])
        else:
            response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        if getattr(response, "speaks_every_language", False):  # what LocaleMiddleware says of it is not so
            for header in ("Content-Language", "Vary"):
                response.headers.pop(header, None)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class NoNul:
    """An address with the character that no row can hold leads nowhere; the forms drop it by themselves."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404("NUL")
        return self.get_response(request)
