"""What a report is built of, before anybody knows whether it becomes a PDF or a Word file."""

from collections.abc import Sequence
from dataclasses import dataclass

MARK = "- "
"""Begins a line of a list in a text that people edit."""


@dataclass(frozen=True)
class Para:
    text: str


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """``widths``: per cent of the line, one a column. ``numeric``: columns set to the right.
    ``foot``: rows of totals below the body. ``note``: a line under it, or ""."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numeric: frozenset[int] = frozenset()
    foot: tuple[tuple[str, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A drawing by its name ("unsur", "tren"); ``alt`` says in words what it shows."""

    caption: str
    drawing: str
    alt: str


@dataclass(frozen=True)
class Formula:
    text: str


@dataclass(frozen=True)
class Slot:
    """Room for what only paper has: a photo, glued or put in later."""

    caption: str


Part = Para | Bullets | Table | Figure | Formula | Slot


@dataclass(frozen=True)
class Section:
    """``number``: "3.2", or "" inside an appendix."""

    number: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Chapter:
    """``label``: "BAB I" or "LAMPIRAN 1"."""

    label: str
    title: str
    sections: tuple[Section, ...]


def parts_of(text: str) -> tuple[Para | Bullets, ...]:
    """A text as people type it: paragraphs with an empty line between, "- " for a list."""
    found: list[Para | Bullets] = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        found += _block([line.strip() for line in block.split("\n") if line.strip()])
    return tuple(found)


def _block(lines: Sequence[str]) -> list[Para | Bullets]:
    """Lines that follow each other are one paragraph; a list may follow it at once."""
    found: list[Para | Bullets] = []
    for line in lines:
        last = found[-1] if found else None
        if line.startswith(MARK):
            items = last.items if isinstance(last, Bullets) else ()
            _put(found, Bullets((*items, line.removeprefix(MARK).strip())), bool(items))
        else:
            _put(found, *_grown(last, line))
    return found


def _grown(last: Para | Bullets | None, line: str) -> tuple[Para, bool]:
    is_more = isinstance(last, Para)
    return Para(f"{last.text} {line}" if isinstance(last, Para) else line), is_more


def _put(found: list[Para | Bullets], part: Para | Bullets, instead: bool) -> None:
    found[-1:] = [part] if instead else [*found[-1:], part]


def text_of(*parts: str | Sequence[str]) -> str:
    """The other way: a sentence is a paragraph, a sequence a list; "" is left out. A list stands
    right under the paragraph that opens it."""
    blocks: list[str] = []
    for part in parts:
        if isinstance(part, str):
            blocks += [part] if part else []
        elif part:
            listed = "\n".join(f"{MARK}{one}" for one in part)
            blocks[-1:] = [f"{blocks[-1]}\n{listed}"] if blocks else [listed]
    return "\n\n".join(blocks)
