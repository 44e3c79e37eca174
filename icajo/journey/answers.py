class Answers:
    """What has been answered so far, typed and read-only: answers.ticket_price is a Decimal or None."""

    def __init__(self, names):
        self._values = dict.fromkeys(names)

    def add(self, values):
        self._values |= values

    def has(self, names):
        """Is there an answer to each of these questions?"""
        return all(getattr(self, name) is not None for name in names)

    def __getattr__(self, name):
        try:
            return self.__dict__["_values"][name]
        except KeyError:
            raise AttributeError(f"no question is named {name!r}") from None
