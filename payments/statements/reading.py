"""Which of the two kinds of file is it?"""

from collections.abc import Iterator
from typing import BinaryIO

from . import camt, table
from .lines import BankLine


def read(file: BinaryIO) -> Iterator[BankLine]:
    """The lines of a statement, one at a time: camt.053 where it is XML, CSV as declared in the settings otherwise.

    Raises Unreadable, as late as on the last line.
    """
    start = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    file.seek(0)
    xml = start.startswith((b"<", b"\xff\xfe", b"\xfe\xff"))
    return camt.lines(file) if xml else table.lines(file)
