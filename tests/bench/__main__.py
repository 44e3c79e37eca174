"""`make bench`: what the pages and papers that matter cost, beside the least they could cost.

Everything is measured in one run on one machine, in turns: read the ratios, the milliseconds are the machine's.
"""

from .place import portal

with portal():
    from . import (
        certificates,
        desk,
        distances,
        first_visit,
        notices,
        pages,
        queue,
        reports,
        settlement,
        statements,
        steps,
        sweep,
    )

    steps.measure()
    licence = pages.measure()
    first_visit.measure()
    certificates.measure(licence)
    settlement.measure()
    statements.measure()
    sweep.measure()
    distances.measure()
    notices.measure()
    desk.measure(queue.measure())
    reports.measure()
