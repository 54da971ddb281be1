"""Steps that flows of the nation share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Subscribed:
    """What was done, or is to be done, with the subscription ``name`` to a region."""

    region: str
    name: str
    statements: tuple[str, ...]
