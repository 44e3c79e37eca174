"""The three cannabis licences: who may sell, who may manage a store, and each store (facts 4.1).

What they share is here; each has a module of its own.
"""

from .manager import manager
from .operator import operator
from .store import store

__all__ = ["manager", "operator", "store"]
