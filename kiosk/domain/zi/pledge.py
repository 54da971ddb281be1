"""Maklumat pelayanan: the office's word that it keeps its standards, signed by its head."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.place.edit import InvalidEntry, tidied
from kiosk.domain.refusal import Refusal
from kiosk.domain.zi import standard_entry

USUAL = (
    "Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan yang "
    "telah ditetapkan. Apabila tidak menepatinya, kami siap menerima sanksi sesuai peraturan "
    "perundang-undangan yang berlaku."
)
"""As most offices word it; theirs to change."""
SHORT, TEXT, SIGNER = 20, 1_500, 160


class NoPledge(Refusal):
    """There is none in force to be withdrawn."""

    def __init__(self) -> None:
        super().__init__("Tidak ada maklumat unit ini yang berlaku.")


@dataclass(frozen=True)
class Pledge:
    """In force since ``published_at``. ``signer``, ``post``: name and office of who signed."""

    id: int
    unit_id: int
    text: str
    signer: str
    post: str
    signed_on: date
    published_at: datetime


def read(typed: Mapping[str, str], today: date) -> Mapping[str, object]:
    """Column to value, from ``text``, ``signer``, ``post``, ``signed_on``. Raises
    `InvalidEntry`."""
    wrong: dict[str, str] = {}
    text = tidied(typed.get("text"))
    if not SHORT <= len(text) <= TEXT:
        wrong["text"] = f"Tulis isi maklumat dengan {SHORT} sampai {TEXT} huruf."
    made: dict[str, object] = {"text": text}
    for name, what in (("signer", "nama"), ("post", "jabatan")):
        made[name] = tidied(typed.get(name))
        if not 3 <= len(str(made[name])) <= SIGNER:
            wrong[name] = f"Tulis {what} penanda tangan dengan 3 sampai {SIGNER} huruf."
    try:
        made["signed_on"] = standard_entry.day_of(typed.get("signed_on", ""), today)
    except ValueError as why:
        wrong["signed_on"] = str(why)
    if wrong:
        raise InvalidEntry(wrong)
    return made
