"""What the makers of files hand to the worker: a new file, or a reason why not."""

Made = tuple[bytes, bytes]
"""The new file and its thumbnail, which may be empty."""


class Unusable(Exception):
    """``reason``: pixels, locked, heavy or broken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
