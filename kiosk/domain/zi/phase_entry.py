"""What staff write of a phase or a monitoring, made tidy or refused field by field."""

import json
import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from kiosk.domain.place.edit import InvalidEntry, tidied
from kiosk.domain.zi.phase import (
    FIELDS,
    PASSED,
    RANK,
    RESULTS,
    WBBM,
    WBK,
    Field,
    Kind,
    Phase,
    SkippedPhase,
    Step,
    UnfitStep,
)

LINE, TEXT, COUNT = 200, 2_000, 100_000
_DAY = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
_POINTS = re.compile(r"[0-9]{1,3}([.,][0-9]{1,4})?")
_LINK = re.compile(r"https?://[^\s/]+\.[^\s]+")


class _Unfit(Exception):
    """Why one field is refused."""


def day(text: str) -> date:
    """Raises `ValueError`."""
    return date.fromisoformat(text if _DAY.fullmatch(text) else "")


def entry(
    phase: Phase, typed: Mapping[str, str], year: int, today: date
) -> tuple[date, dict[str, str]]:
    """The day, and field to text of all that was written. Raises `InvalidEntry`."""
    wrong: dict[str, str] = {}
    facts: dict[str, str] = {}
    for one in FIELDS[phase]:
        try:
            facts[one.name] = _read(one, typed.get(one.name) or "", today)
        except _Unfit as why:
            wrong[one.name] = str(why)
    wrong |= _together(phase, facts, year, wrong)
    if wrong:
        raise InvalidEntry(wrong)
    return day(facts["on"]), {name: text for name, text in facts.items() if text}


def _together(
    phase: Phase, facts: Mapping[str, str], year: int, wrong: Mapping[str, str]
) -> dict[str, str]:
    """What no field can know by itself."""
    found: dict[str, str] = {}
    if "on" not in wrong:
        found |= _first_day(facts["on"], year)
    if phase in (Phase.PROPOSED, Phase.GRANTED) and not facts.get("predicate"):
        found["predicate"] = "Pilih WBK atau WBBM."
    signed, staff = facts.get("signed"), facts.get("staff")
    if signed and staff and int(signed) > int(staff):
        found["signed"] = f"Lebih banyak daripada seluruh pegawai ({staff})."
    if facts.get("result") == PASSED and not facts.get("tpn_on") and "tpn_on" not in wrong:
        found["tpn_on"] = "Tulis tanggal hasil TPN."
    return found


def _first_day(text: str, year: int) -> dict[str, str]:
    """The dossier of a year may end in the next: letters of December come in January."""
    if not text:
        return {"on": "Tulis tanggalnya."}
    if not year <= day(text).year <= year + 1:
        return {"on": f"Pilih tanggal antara {year} dan {year + 1}, atau buka berkas tahun lain."}
    return {}


def _read(one: Field, text: str, today: date) -> str:
    if one.kind is Kind.TEXT:
        return _text(text)
    kept = tidied(text)
    if len(kept) > LINE:
        raise _Unfit(f"Paling panjang {LINE} huruf.")
    return _READERS[one.kind](one, kept, today) if kept and one.kind in _READERS else kept


def _text(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = "\n".join(tidied(line) for line in lines).strip()
    if len(kept) > TEXT:
        raise _Unfit("Paling panjang 2.000 huruf.")
    return kept


def _day(_one: Field, text: str, today: date) -> str:
    try:
        found = day(text)
    except ValueError as wrong:
        raise _Unfit("Tulis tanggal yang ada, misalnya 2026-03-12.") from wrong
    if found > today:
        raise _Unfit("Tanggal ini belum tiba. Catat setelah terlaksana.")
    return found.isoformat()


def _count(_one: Field, text: str, _today: date) -> str:
    plain = text.replace(".", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 7 and 0 < int(plain) <= COUNT):
        raise _Unfit("Tulis bilangan bulat lebih dari 0, misalnya 42.")
    return str(int(plain))


def _points(_one: Field, text: str, _today: date) -> str:
    if not _POINTS.fullmatch(text) or Fraction(text.replace(",", ".")) > 100:
        raise _Unfit("Tulis nilai antara 0 dan 100, misalnya 78,25.")
    return text.replace(",", ".")


def _link(_one: Field, text: str, _today: date) -> str:
    if not _LINK.fullmatch(text):
        raise _Unfit("Tulis alamat lengkapnya, misalnya https://contoh.go.id/zi.")
    return text


def _choice(one: Field, text: str, _today: date) -> str:
    if text not in dict(one.choices):
        raise _Unfit("Pilih dari daftar.")
    return text


_READERS = {
    Kind.DAY: _day,
    Kind.COUNT: _count,
    Kind.POINTS: _points,
    Kind.LINK: _link,
    Kind.CHOICE: _choice,
}


def check_order(
    phase: Phase, on: date, walk: Mapping[Phase, Step], missing: tuple[str, ...]
) -> None:
    """``missing``: what the phase before still lacks. Raises `SkippedPhase`, `UnfitStep`."""
    before = phase.previous
    if before is None:
        return
    if before not in walk:
        raise SkippedPhase(
            "Sebelum %(phase)s, catat dahulu %(before)s.", phase=phase.value, before=before.value
        )
    if missing:
        raise SkippedPhase(
            "Sebelum %(phase)s, lengkapi dahulu %(before)s: %(missing)s.",
            phase=phase.value,
            before=before.value,
            missing="; ".join(missing),
        )
    if on < walk[before].on:
        raise UnfitStep(
            "Tanggal %(phase)s lebih awal daripada tanggal %(before)s. Periksa keduanya.",
            phase=phase.value,
            before=before.value,
        )


def check_following(phase: Phase, on: date, walk: Mapping[Phase, Step]) -> None:
    """A corrected day stays before what came after it. Raises `UnfitStep`."""
    after = phase.following
    if after is not None and after in walk and walk[after].on < on:
        raise UnfitStep(
            "Tanggal %(phase)s lebih lambat daripada tanggal %(after)s. Periksa keduanya.",
            phase=phase.value,
            after=after.value,
        )


def check_predicate(
    phase: Phase, facts: Mapping[str, str], walk: Mapping[Phase, Step], earlier: str | None
) -> None:
    """WBBM comes after WBK, and nobody is granted more than was asked for. Raises `UnfitStep`."""
    wanted = facts.get("predicate", "")
    if phase is Phase.PROPOSED and wanted == WBBM and not (earlier or facts.get("earlier")):
        raise UnfitStep(
            "Usulan WBBM memerlukan predikat WBK yang sudah ditetapkan. Catat penetapannya pada "
            "berkas tahunnya, atau tulis nomor dan tanggal suratnya pada isian penetapan WBK "
            "sebelumnya."
        )
    proposed = walk.get(Phase.PROPOSED)
    asked = proposed.predicate if proposed else WBK
    if phase is Phase.GRANTED and RANK[wanted] > RANK[asked]:
        raise UnfitStep("Unit ini diusulkan untuk %(asked)s. Pilih %(asked)s.", asked=asked)
    granted = walk.get(Phase.GRANTED)
    if phase is Phase.PROPOSED and granted and RANK[granted.predicate] > RANK[wanted]:
        raise UnfitStep("Unit ini sudah ditetapkan %(held)s.", held=granted.predicate)


def monitoring(typed: Mapping[str, str], since: date, today: date) -> tuple[date, dict[str, str]]:
    """``since``: of the penetapan. The day; by, result and note. Raises `InvalidEntry`."""
    wrong: dict[str, str] = {}
    made: dict[str, str] = {}
    for one in _MONITORING:
        try:
            made[one.name] = _read(one, typed.get(one.name) or "", today)
        except _Unfit as why:
            wrong[one.name] = str(why)
    asked = (one for one in _MONITORING if one.needed and not wrong.get(one.name))
    wrong |= {one.name: "Bagian ini wajib diisi." for one in asked if not made.get(one.name)}
    if "on" not in wrong and day(made["on"]) < since:
        wrong["on"] = "Tanggal ini lebih awal daripada penetapan predikat."
    if wrong:
        raise InvalidEntry(wrong)
    return day(made.pop("on")), made


_MONITORING = (
    Field("on", "Tanggal pemantauan", Kind.DAY),
    Field("by", "Oleh"),
    Field("result", "Hasil", Kind.CHOICE, choices=tuple(RESULTS.items())),
    Field("note", "Catatan", Kind.TEXT, needed=False),
)


def canonical(facts: Mapping[str, object]) -> str:
    """One text for one content, as it is kept and compared."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
