"""The register of schools, from a file: read, checked row by row, kept at once.

docs/import_schools.md says what the file must be.  `examine` refuses a file; `load` refuses rows, and says why.
"""

from .columns import COLUMNS
from .loading import Report, load
from .sample import SOURCE, sample

__all__ = ["COLUMNS", "SOURCE", "Report", "load", "sample"]
