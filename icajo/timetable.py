"""What Celery beat starts, and when.  Beat runs on Ontario’s clocks."""

from celery.schedules import crontab


def by_the_clock() -> dict:
    """What has its hour.  Each catches up where nothing ran at that hour, and does nothing twice."""
    return {
        # soon after midnight in Ontario; the other rounds catch up: no change of clocks loses or doubles anything
        "say what is due": {"task": "licensing.go_round", "schedule": crontab(minute=5), "options": {"expires": 3000}},
        "answer those who wrote about notices": {
            "task": "submissions.hear",
            "schedule": crontab(minute=35),
            "options": {"expires": 3000},
        },
        # one message a day in the morning; the later rounds are for a morning on which nothing ran
        "tell subscribers of new notices": {
            "task": "submissions.tell_of_notices",
            "schedule": crontab(minute=15, hour="6-10"),
            "options": {"expires": 3000},
        },
        # the task of this minute blurs the hour before: an hour later does no harm
        "blur when complaints came": {
            "task": "submissions.settle_complaints",
            "schedule": crontab(minute=3),
            "options": {"expires": 3000},
        },
        # once a day: what was missed is destroyed the day after
        "destroy disclosures that are needed no longer": {
            "task": "licensing.destroy_disclosures",
            "schedule": crontab(minute=50, hour=2),
            "options": {"expires": 3000},
        },
        # once a day, soon after midnight; the later rounds are for a night on which nothing ran
        "keep a copy of the register": {
            "task": "public_search.keep_snapshots",
            "schedule": crontab(minute=20),
            "options": {"expires": 3000},
        },
    }


def timetable(seconds: float) -> dict:
    """{what it is for: the task and its rhythm}; `seconds` is how often what was left behind is looked for."""
    # nobody needs the look of a minute ago: without a worker they would pile up
    sweep = {"schedule": float(seconds), "options": {"expires": seconds}}
    return {
        **by_the_clock(),
        "tell of messages held back": {
            "task": "submissions.tell_of_messages",
            **sweep,
            "schedule": 5 * seconds,
        },
        "queue again what is still owed": {"task": "licensing.requeue_pending", **sweep},
        "deliver letters": {"task": "icajo.deliver_letters", **sweep, "schedule": seconds / 2},
        "scan the files that wait": {"task": "icajo.scan_files", **sweep},
        "settle open attempts": {"task": "payments.sweep_attempts", **sweep},
        "settle stored events": {"task": "payments.sweep_events", **sweep},
        "put receipts with their letters": {"task": "payments.attach_receipts", **sweep},
        "send refunds": {"task": "payments.send_refunds", **sweep},
        "forget sessions and sign-ins of long ago": {
            "task": "accounts.forget",
            "schedule": crontab(hour=3, minute=50),
        },
        "check the books": {"task": "payments.check_books", "schedule": crontab(hour=3, minute=20)},
        "look for drift in the public register": {
            "task": "licensing.mend_register",
            "schedule": crontab(hour=3, minute=40),
        },
        "match what the bank says": {"task": "payments.sweep_statements", **sweep},
        "look for late transfers": {"task": "payments.sweep_transfers", **sweep, "schedule": 60 * seconds},
        "make certificates that nobody asked for": {"task": "licensing.certify_versions", **sweep},
    }
