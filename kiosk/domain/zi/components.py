"""The five components of good service at a counter as points to be seen: which are there, who says
so, and what to do next. The points are data (``kiosk/data/komponen.toml``)."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.index import plan_entry
from kiosk.domain.refusal import Refusal

SHORTEST_NOTE = 5
_CODE = re.compile(r"[a-z]{2,10}\.[a-z]{2,12}")


class UnusableComponents(Refusal):
    """The list of components cannot be used."""


class UnknownCheck(Refusal):
    """The list has no such point."""

    def __init__(self) -> None:
        super().__init__("Butir komponen itu tidak ada. Buka lagi dari daftarnya.")


class UnfitMark(Refusal):
    """What a person says of a point lacks its reason."""


@dataclass(frozen=True)
class Check:
    """``auto``: what of the data answers it, "" where only a person can. ``page``: where the next
    step is done, a name the desk knows, or ""."""

    code: str
    text: str
    source: str
    next: str
    auto: str = ""
    page: str = ""


@dataclass(frozen=True)
class Component:
    """``indicator``: of the LKE."""

    code: str
    label: str
    indicator: str
    why: str
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Found:
    """What the data say. ``done`` None: they cannot tell. ``basis``: one sentence."""

    done: bool | None = None
    basis: str = ""


@dataclass(frozen=True)
class Mark:
    """What a person said. ``done`` None: taken back."""

    code: str
    done: bool | None
    note: str
    at: datetime
    actor_id: int
    version: int


@dataclass(frozen=True)
class Line:
    check: Check
    found: Found
    mark: Mark | None = None

    @property
    def said(self) -> Mark | None:
        """The mark that counts: one not taken back."""
        return self.mark if self.mark and self.mark.done is not None else None

    @property
    def done(self) -> bool:
        """A person's word comes before the data's; what nobody knows is not there."""
        said = self.said
        return bool(said.done if said else self.found.done)

    @property
    def differs(self) -> bool:
        """A person says otherwise than the data."""
        said = self.said
        return said is not None and self.found.done is not None and said.done != self.found.done


@dataclass(frozen=True)
class Progress:
    component: Component
    lines: tuple[Line, ...]

    @property
    def done(self) -> int:
        return sum(one.done for one in self.lines)

    @property
    def next(self) -> Line | None:
        """The first point that is not there."""
        return next((one for one in self.lines if not one.done), None)


def progress(
    components: Iterable[Component], found: Mapping[str, Found], marks: Mapping[str, Mark]
) -> tuple[Progress, ...]:
    """``found``: by name of check; ``marks``: by code of point."""
    return tuple(
        Progress(
            one,
            tuple(
                Line(check, found.get(check.auto, Found()), marks.get(check.code))
                for check in one.checks
            ),
        )
        for one in components
    )


def check_mark(line: Line, done: bool | None, note: str) -> str:
    """The note as it is kept. Whoever says that something is there says what it is; whoever says
    otherwise than the data says why. Raises `UnfitMark`."""
    kept = plan_entry.note(note)
    against = done is not None and line.found.done is not None and done != line.found.done
    if (done or against) and len(kept.strip()) < SHORTEST_NOTE:
        raise UnfitMark(
            "Tulis alasannya: data di sini mengatakan lain."
            if against
            else "Tulis apa yang ada dan di mana, agar orang lain dapat memeriksanya."
        )
    return kept


def find(components: Iterable[Component], code: str) -> tuple[Component, Check]:
    """Raises `UnknownCheck`."""
    for one in components:
        for check in one.checks:
            if check.code == code:
                return one, check
    raise UnknownCheck


def parse(text: str) -> tuple[Component, ...]:
    """The components of a TOML file; raises `UnusableComponents`."""
    try:
        made = tuple(_component(one) for one in tomllib.loads(text)["component"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise UnusableComponents("Daftar komponen tidak terbaca: %(why)s.", why=wrong) from wrong
    codes = [check.code for one in made for check in one.checks]
    for code in codes:
        if not _CODE.fullmatch(code) or codes.count(code) > 1:
            raise UnusableComponents("Kode butir tidak dapat dipakai: %(code)s.", code=code)
    return made


def _component(one: Mapping[str, Any]) -> Component:
    checks = tuple(
        Check(
            code=point["code"],
            text=point["text"],
            source=point["source"],
            next=point["next"],
            auto=point.get("check", ""),
            page=point.get("page", ""),
        )
        for point in one["point"]
    )
    if any(not check.code.startswith(f"{one['code']}.") for check in checks):
        raise ValueError(f"butir di bawah {one['code']} berkode lain")
    return Component(one["code"], one["label"], one["indicator"], one["why"], checks)
