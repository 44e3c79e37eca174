import functools
from collections.abc import Callable


class Answers:
    """What has been answered so far, typed and read-only: answers.ticket_price is a Decimal or None.

    A step is read when one of its answers is first looked at, since most pages look at few.
    """

    def __init__(self, names):
        # {question: what gives {question: answer} of its step}
        self._read: dict[str, Callable[[], dict]] = dict.fromkeys(names, dict)

    def then(self, names, read):
        """These answers and those that `read()` gives, {question: answer}, to these questions."""
        longer = Answers(())
        longer._read = self._read | dict.fromkeys(names, functools.cache(read))
        return longer

    def has(self, names):
        """Is there an answer to each of these questions?"""
        return all(getattr(self, name) is not None for name in names)

    def __getattr__(self, name):
        try:
            read = self.__dict__["_read"][name]
        except KeyError:
            raise AttributeError(f"no question is named {name!r}") from None
        return read().get(name)


class Row:
    """A row of a long list, typed and read-only: each answer is read when it is first looked at."""

    __slots__ = ("_read", "_typed", "_values")

    def __init__(self, read, typed):
        self._read, self._typed, self._values = read, typed, {}

    def __getattr__(self, name):
        if name not in self._values:
            try:
                self._values[name] = self._read(self._typed, name)
            except KeyError:
                raise AttributeError(f"no question is named {name!r}") from None
        return self._values[name]
