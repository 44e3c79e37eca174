"""`make bench-search`: a portal of its own with a million licences; `LICENCES` for another number."""

import os

from .place import portal

with portal():
    from . import searching

    searching.measure(int(os.environ.get("LICENCES", searching.LICENCES)))
