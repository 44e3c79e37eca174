"""The records that existed before the portal, from a file of the earlier system: read, checked row by row, kept.

docs/import_register.md says what the file must be.  `examine` refuses a file; `load` refuses rows, and says why.
"""

from .loading import Loading
from .reading import Layout, Unreadable, examine
from .sample import sample

__all__ = ["Layout", "Loading", "Unreadable", "examine", "sample"]
