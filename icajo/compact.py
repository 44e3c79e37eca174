"""Texts as people say them on the telephone: letters and digits alone, compared in the database."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import Func, TextField

ACCENTED, PLAIN = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy"
LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}


class Compact(Func):
    """A text as `licensing.service.compact` makes one, in the database; indexes hold it, so it never changes."""

    # not every locale of a database knows the small letter of an accented one
    template = f"translate(%(expressions)s, '{ACCENTED}{ACCENTED.upper()}', '{PLAIN * 2}')"
    for one, two in LIGATURES.items():
        template = f"replace({template}, '{one}', '{two}')"
    template = f"regexp_replace(lower({template}), '[^a-z0-9]', '', 'g')"
    output_field = TextField()


def parts_of(*texts, name: str) -> GinIndex:
    """An index that answers what contains some of these texts, from three letters or digits on."""
    return GinIndex(*(OpClass(text, name="gin_trgm_ops") for text in texts), name=name)
