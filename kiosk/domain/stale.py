"""Two people save the same object: the first wins, the second sees both and loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.refusal import Refusal


@dataclass(frozen=True)
class Difference:
    """A field that somebody else saved otherwise than it is written here."""

    field: str
    theirs: object
    yours: object


class StaleEdit(Refusal):
    """The object was changed since it was opened. Nothing was written.

    ``version``: of the object as it is now, for saving again on top of it. ``theirs`` and
    ``yours``: field to value, as kept and as sent."""

    def __init__(
        self, version: int, theirs: Mapping[str, object], yours: Mapping[str, object]
    ) -> None:
        super().__init__(
            "Petugas lain menyimpan perubahan lebih dulu. Bandingkan, lalu simpan lagi bila "
            "tulisan Anda yang benar."
        )
        self.version = version
        self.theirs = theirs
        self.yours = yours

    @property
    def differences(self) -> tuple[Difference, ...]:
        return tuple(
            Difference(name, self.theirs.get(name), value)
            for name, value in self.yours.items()
            if value != self.theirs.get(name)
        )
