"""What a browser fetches at a first visit, as it travels."""

import re

from django.core.handlers.wsgi import WSGIHandler

from .measure import table
from .visitor import Visitor

START = "/fr/"
LINKED = re.compile(r'<(?:link|script)\b(?![^>]*rel="alternate")[^>]*?(?:href|src)="([^"]+)"')
IN_STYLES = re.compile(r"""url\(["']?([^"')]+\.woff2)["']?\)""")


def measure():
    visitor = Visitor(WSGIHandler())
    fetched = {START: fetch(visitor, START)}
    for url in LINKED.findall(fetched[START][0].decode()):
        fetched[url] = fetch(visitor, url)
        if url.endswith(".css"):
            plain = visitor.get(url).body.decode()
            for font in IN_STYLES.findall(plain):
                address = f"{url.rpartition('/')[0]}/{font}"
                fetched[address] = fetch(visitor, address)
    lines = [(url, f"{len(body):,}", encoding) for url, (body, encoding) in fetched.items()]
    total = sum(len(body) for body, _encoding in fetched.values())
    lines.append((f"{len(fetched)} requests", f"{total:,}", f"{total / 1000:.0f} kB, to be under 100 kB"))
    table(
        "First visit of the first page, with brotli, every font of the style sheet included", ["", "bytes", ""], lines
    )


def fetch(visitor, url):
    """(body as it travels, its encoding)."""
    answer = visitor.get(url, ACCEPT_ENCODING="gzip, deflate, br")
    if answer.status != 200:
        raise AssertionError(f"{url} was answered by {answer.status}")
    return answer.body, answer.headers.get("Content-Encoding", "as it is")
