"""No log says what opens a door: the part of an address that is somebody's secret is left out of every line."""

import logging
import re

TOKEN = re.compile(r"(?<=/)[\w-]{40,}(?=/|$|[?\s'\"])")  # longer than any word, name or number in our addresses
LOGGERS = ("django.request", "django.server", "django.security", "django.security.csrf", "granian.access", "_granian")


def without_secrets(text):
    return TOKEN.sub("…", text) if isinstance(text, str) else text


class WithoutSecrets(logging.Filter):
    """Changes the line, never drops it."""

    def filter(self, record):
        record.msg = without_secrets(record.msg)
        if isinstance(record.args, dict):
            record.args = {name: without_secrets(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(
                without_secrets(value if isinstance(value, (str, int, float)) else str(value)) for value in record.args
            )
        return True


def keep_secrets() -> None:
    """Filter the lines that name an address; called once, when the portal starts, after its server set up its logs.

    However much is logged, what reads pictures never says what a camera wrote into them.
    """
    logging.getLogger("PIL").setLevel(logging.INFO)
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(one, WithoutSecrets) for one in logger.filters):
            logger.addFilter(WithoutSecrets())
