"""What staff type of a standard, made tidy or refused field by field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kiosk.domain.place.edit import InvalidEntry, tidied
from kiosk.domain.zi.standard import (
    FEE,
    PARTS,
    TIME,
    Fee,
    FeeKind,
    Promise,
    Standard,
    TimeUnit,
)

TEXT, DECREE, LINES = 4_000, 120, 60
LARGEST_FEE = 1_000_000_000
MOST: Mapping[TimeUnit, int] = {
    TimeUnit.MINUTES: 1_440,
    TimeUnit.HOURS: 72,
    TimeUnit.WORKDAYS: 365,
}
_DAY = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
_RUPIAH = re.compile(r"(?:rp\.?\s*)?([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,10})(?:,00|,-)?")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Entry:
    texts: Mapping[str, str]
    promise: Promise | None
    fee: Fee | None
    decree: str
    decided_on: date | None


class _Unfit(Exception):
    """Why one field is refused."""


def read(typed: Mapping[str, str], today: date) -> Entry:
    """``typed``: field to text as it was sent: the codes of the parts, ``time_amount``,
    ``time_unit``, ``fee``, ``fee_amount``, ``decree``, ``decided_on``. Raises `InvalidEntry`."""
    wrong: dict[str, str] = {}

    def of(name: str, how: Callable[[str], Found], empty: Found) -> Found:
        try:
            return how(typed.get(name, ""))
        except _Unfit as why:
            wrong[name] = str(why)
            return empty

    texts = {one.code: of(one.code, text_of, "") for one in PARTS}
    made = Entry(
        texts={code: text for code, text in texts.items() if text},
        promise=of("time_amount", lambda text: _promise(text, typed.get("time_unit", "")), None),
        fee=of("fee_amount", lambda text: _fee(typed.get("fee", ""), text), None),
        decree=of("decree", _decree, ""),
        decided_on=of("decided_on", lambda text: _day(text, today), None),
    )
    _check_sides(made, wrong)
    if wrong:
        raise InvalidEntry(wrong)
    return made


def typed_of(one: Entry | Standard) -> dict[str, str]:
    """As a form is filled with it, and as two versions are compared; the other way round of
    `read`."""
    fee = one.fee
    return {
        **{part.code: one.texts.get(part.code, "") for part in PARTS},
        "time_amount": str(one.promise.amount) if one.promise else "",
        "time_unit": (one.promise.unit if one.promise else TimeUnit.MINUTES).value,
        "fee": fee.kind.value if fee else "",
        "fee_amount": f"{fee.amount:,}".replace(",", ".") if fee and fee.amount else "",
        "decree": one.decree,
        "decided_on": str(one.decided_on or ""),
    }


def _check_sides(made: Entry, wrong: dict[str, str]) -> None:
    """A text without its figure promises what nobody can check."""
    if made.texts.get(TIME) and made.promise is None:
        wrong.setdefault("time_amount", "Isi angkanya juga, misalnya 15 menit.")
    if made.texts.get(FEE) and made.fee is None:
        wrong.setdefault("fee", "Pilih: gratis, satu tarif, atau menurut rincian.")
    if made.fee and made.fee.kind is FeeKind.LISTED and not made.texts.get(FEE):
        wrong.setdefault(FEE, "Tulis rincian tarifnya, satu baris satu tarif.")


def text_of(text: str) -> str:
    """Lines kept, each tidy, none empty."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = [one for one in map(tidied, lines) if one]
    made = "\n".join(kept)
    if len(kept) > LINES or len(made) > TEXT:
        raise _Unfit(f"Paling banyak {LINES} baris dan {TEXT} huruf.")
    return made


def _promise(amount: str, unit: str) -> Promise | None:
    typed = tidied(amount)
    if not typed:
        return None
    if unit not in list(TimeUnit):
        raise _Unfit("Pilih satuannya: menit, jam, atau hari kerja.")
    known = TimeUnit(unit)
    if not re.fullmatch(r"[0-9]{1,4}", typed) or not 1 <= int(typed) <= MOST[known]:
        raise _Unfit(f"Tulis bilangan bulat dari 1 sampai {MOST[known]} {known.label}.")
    return Promise(int(typed), known)


def _fee(kind: str, amount: str) -> Fee | None:
    typed = tidied(amount).lower()
    if not kind:
        if typed:
            raise _Unfit("Pilih dahulu: satu tarif.")
        return None
    if kind not in list(FeeKind):
        raise _Unfit("Pilih gratis, satu tarif, atau menurut rincian.")
    if kind != FeeKind.FIXED:
        if typed and typed != "0":
            raise _Unfit("Kosongkan angkanya, atau pilih satu tarif.")
        return Fee(FeeKind(kind))
    return Fee(FeeKind.FIXED, _rupiah(typed))


def _rupiah(typed: str) -> int:
    found = _RUPIAH.fullmatch(typed)
    amount = int(found[1].replace(".", "")) if found else 0
    if not 0 < amount <= LARGEST_FEE:
        raise _Unfit("Tulis jumlahnya dalam rupiah, misalnya 15.000.")
    return amount


def _decree(text: str) -> str:
    kept = tidied(text)
    if len(kept) > DECREE:
        raise _Unfit(f"Paling panjang {DECREE} huruf; yang ini {len(kept)}.")
    return kept


def _day(text: str, today: date) -> date | None:
    if not text.strip():
        return None
    try:
        return day_of(text, today)
    except ValueError as why:
        raise _Unfit(str(why)) from why


def day_of(text: str, today: date) -> date:
    """A day until today, "2026-11-22"; raises ``ValueError`` with an Indonesian sentence."""
    typed = text.strip()
    try:
        found = date.fromisoformat(typed) if _DAY.fullmatch(typed) else None
    except ValueError:
        found = None
    if found is None:
        raise ValueError("Tulis tanggal yang ada.")
    if found > today:
        raise ValueError("Tanggalnya belum tiba.")
    return found
