"""The table of transitions as a picture: what the README shows, and what a test holds it to."""

from .casework import TRANSITIONS
from .states import State


def mermaid() -> str:
    """The states and verbs of a case in Mermaid's language, straight from TRANSITIONS."""
    lines = ["stateDiagram-v2", f"    [*] --> {name(State.DRAFT)}"]
    for verb, rule in TRANSITIONS.items():
        after = rule.after
        lines += [
            f"    {name(before)} --> {name(after)}: {verb} ({rule.who.__name__})"
            for before in State
            if before in rule.before and after is not None and after != before
        ]
    return "\n".join(lines)


def name(state: State) -> str:
    return state.value.replace("-", "_")
