"""`make bench-desk`: a portal of its own with 100,000 files, and what the staff open in it."""

from .place import portal

with portal():
    from . import desk, queue

    desk.measure(queue.fill())
