"""What staff type of the head of a unit's paper and of who signs it, made tidy or refused."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from kiosk.domain.place.edit import InvalidEntry, tidied

MOST_LINES, LINE_LENGTH = 4, 120
LENGTHS: Mapping[str, int] = MappingProxyType(
    {
        "address": 300,
        "contact": 200,
        "city": 60,
        "signer_name": 120,
        "signer_rank": 80,
        "signer_nip": 30,
        "signer_post": 160,
    }
)
_NIP = re.compile(r"[0-9]{18}")


def entry(given: Mapping[str, str | None]) -> dict[str, str]:
    """Field to tidy text; ``lines`` joined by line feeds. Raises `InvalidEntry` with all that is
    wrong."""
    made = {name: tidied(given.get(name)) for name in LENGTHS}
    made["signer_nip"] = re.sub(r"[ .-]", "", made["signer_nip"])
    lines = [tidied(one) for one in (given.get("lines") or "").splitlines()]
    made["lines"] = "\n".join(one for one in lines if one)
    wrong = {**_too_long(made), **_lines(made["lines"]), **_nip(made["signer_nip"])}
    if wrong:
        raise InvalidEntry(wrong)
    return made


def _too_long(made: Mapping[str, str]) -> dict[str, str]:
    return {
        name: f"Paling panjang {most} huruf; yang ini {len(made[name])}."
        for name, most in LENGTHS.items()
        if len(made[name]) > most
    }


def _lines(text: str) -> dict[str, str]:
    lines = text.split("\n") if text else []
    if not lines:
        return {"lines": "Tulis paling sedikit satu baris, misalnya nama instansi."}
    if len(lines) > MOST_LINES:
        return {"lines": f"Paling banyak {MOST_LINES} baris; yang ini {len(lines)}."}
    if any(len(one) > LINE_LENGTH for one in lines):
        return {"lines": f"Satu baris paling panjang {LINE_LENGTH} huruf."}
    return {}


def _nip(text: str) -> dict[str, str]:
    if not text or _NIP.fullmatch(text):
        return {}
    return {"signer_nip": "NIP terdiri atas 18 angka. Kosongkan bila tidak ada."}
