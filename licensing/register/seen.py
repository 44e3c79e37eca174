"""What the file has said already, kept in the database for as long as the file is read: memory stays flat."""

from django.db import connection
from django.utils.translation import gettext as _

from .records import Record


class Seen:
    """A table of the keys of every row, that is gone with the connection."""

    def __enter__(self):
        self.run("create temporary table register_seen (key text primary key, said text, line integer)")
        return self

    def __exit__(self, *problem):
        if not connection.needs_rollback:
            self.run("drop table register_seen")

    def run(self, sql, *params):
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []

    def note(self, keys: list[tuple[str, str, int]]) -> dict[str, tuple[str, int]]:
        """Write down (key, what is said, line); {key: (what was said first, on which line)}."""
        first = {}
        for key, said, line in keys:
            first.setdefault(key, (said, line))
        if not first:
            return {}
        said, lines = (list(column) for column in zip(*first.values(), strict=True))
        # what was there is given back unchanged, in one question
        return {key: (said, line) for key, said, line in self.run(
            "insert into register_seen select * from unnest(%s::text[], %s::text[], %s::int[])"
            " on conflict (key) do update set key = excluded.key returning key, said, line",
            list(first), said, lines,
        )}  # fmt: skip

    def group(self, organization: str, line: int) -> int | None:
        """The line on which rows of this organization stood before; None where these are the first."""
        key = f"rows of {organization}"
        first = self.note([(key, "", line)])[key][1]
        return first if first != line else None

    def repeated(self, records: list[Record]) -> dict[int, str]:
        """{line: why} of the rows that say what another said before them."""
        first = self.note([(key, said, record.line) for record in records for key, said in record.keys.items()])
        why = {}
        for record in records:
            for key, said in record.keys.items():
                was, line = first[key]
                if line != record.line and not (said and was == said):
                    shown = {"line": line, "number": record.number, "said": was}
                    text = (
                        _("Number %(number)s was given to %(said)s on line %(line)d.")
                        if said
                        else _("This repeats line %(line)d.")
                    )
                    why.setdefault(record.line, text % shown)
        return why
