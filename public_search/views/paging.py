"""The page that was asked for, and the addresses of those beside it."""


def page_number(request):
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else 1


def neighbours(request, found):
    """The addresses of the pages before and after; "" where there is none."""

    def address(page):
        query = request.GET.copy()
        query["page"] = page
        return f"?{query.urlencode()}"

    previous = address(found.page - 1) if found.page > 1 else ""
    return previous, address(found.page + 1) if found.page < found.pages else ""
