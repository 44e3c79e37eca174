"""A certificate, against WeasyPrint doing the same HTML as its manual says."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import NamedTemporaryFile

from .measure import Contender, middle, other_ratios, ratio, table, take_turns

TITLE, LANGUAGE = "Licence de tombola", "fr"


def as_ours(html):
    from icajo import pdf

    return pdf.render(html, title=TITLE, language=LANGUAGE)


def as_in_the_manual(html):
    """With the same style sheet, which the page carries, and the default way of fetching."""
    from weasyprint import HTML

    return HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")


MAKERS = {"ours": as_ours, "as in the manual": as_in_the_manual}


def measure(licence, rounds=5, each=5):
    """Print seconds and memory for the certificate of this licence."""
    html = certificate(licence)
    pages = {"ours": html, "as in the manual": with_styles(html)}
    alone = {name: in_a_process(name, page) for name, page in pages.items()}
    found = take_turns(
        {name: Contender(lambda name=name: MAKERS[name](pages[name])) for name in MAKERS}, rounds=rounds, each=each
    )
    base = found["as in the manual"]
    lines = [
        (
            name,
            middle(times),
            ratio(times, base),
            other_ratios(times, base),
            f"{alone[name]['first'] * 1000:.0f} ms",
            f"{alone[name]['import'] * 1000:.0f} ms",
            f"{alone[name]['memory'] / 1024:.0f} MB",
        )
        for name, times in found.items()
    ]
    headings = ["", "each", "to the manual's", "quickest, work", "first in a process", "import, once", "peak memory"]
    table("A certificate, PDF/UA-1", headings, lines)


def certificate(licence):
    from django.template.loader import render_to_string

    from licensing import papers

    return render_to_string(
        f"certificates/{licence.type_code}.{LANGUAGE}.html", papers.certificate_context(licence.last_version, LANGUAGE)
    )


def with_styles(html):
    """The page with our style sheet written in it, its fonts by their address."""
    from icajo import pdf

    sheet = pdf.SHEET.read_text().replace('url("', f'url("{pdf.FONTS.as_uri()}/')
    return html.replace("</head>", f"<style>{sheet}</style></head>", 1)


def in_a_process(name, html):
    """Seconds of the import and of the first paper, and the peak memory after twenty, in a process of its own."""
    with NamedTemporaryFile("w", suffix=".html") as file:
        file.write(html)
        file.flush()
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.certificates", name, file.name],
            capture_output=True,
            text=True,
            check=True,
        )
    return json.loads(done.stdout)


def main(name, file):
    html = Path(file).read_text()
    begun = time.perf_counter()
    import weasyprint  # noqa: F401

    imported = time.perf_counter()
    MAKERS[name](html)
    first = time.perf_counter()
    for _ in range(20):
        MAKERS[name](html)
    print(json.dumps({"import": imported - begun, "first": first - imported, "memory": peak()}))


def peak():
    """The most kilobytes this process held; unlike getrusage, nothing of the process that started it."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
