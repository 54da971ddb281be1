"""SPSS system files (.sav), as far as small whole numbers need them.

The format is documented by PSPP ("System File Format" of its developers' manual). Every variable
is a whole number from -99 to 151, so that compressed data is one byte a value, its bias added.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from math import nextafter
from sys import float_info

BIAS = 100
LOWEST, HIGHEST = -99, 151
_END = 252
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PRODUCT = b"@(#) SPSS DATA FILE Suara Loket"
_NUMERIC = 5 << 16 | 4 << 8
"""Format F4.0."""
_LABEL_BYTES, _VALUE_LABEL_BYTES = 252, 120


class Measure(IntEnum):
    """Levels of measurement, by the file's numbers."""

    NOMINAL = 1
    ORDINAL = 2
    SCALE = 3


@dataclass(frozen=True)
class Variable:
    """``labels``: value to its words. ``missing``: up to three values that are no answers."""

    name: str
    label: str
    measure: Measure
    labels: Mapping[int, str] = field(default_factory=dict)
    missing: tuple[int, ...] = ()


def coded(value: int) -> int:
    """The byte of a value."""
    return value + BIAS


def system_file(
    variables: Sequence[Variable],
    rows: Iterable[bytes],
    count: int,
    *,
    label: str,
    made: date,
    notes: Sequence[str] = (),
) -> bytes:
    """``rows``: of each case its values in order of ``variables``, each `coded`; ``count`` of
    them. ``label``: up to 64 bytes. ``notes``: lines that are kept with the file."""
    data = b"".join(rows) + bytes([_END])
    return b"".join(
        (
            _header(len(variables), count, label, made),
            *(_variable(number, one) for number, one in enumerate(variables, 1)),
            *(_value_labels(number, one) for number, one in enumerate(variables, 1) if one.labels),
            _documents(notes),
            _extensions(variables),
            struct.pack("<ii", 999, 0),
            data + bytes(-len(data) % 8),
        )
    )


def _header(width: int, count: int, label: str, made: date) -> bytes:
    day = f"{made.day:02d} {_MONTHS[made.month - 1]} {made.year % 100:02d}".encode()
    return struct.pack(
        "<4s60siiiiid9s8s64s3x",
        b"$FL2",
        _PRODUCT.ljust(60),
        2,
        width,
        1,
        0,
        count,
        float(BIAS),
        day,
        b"00:00:00",
        cut(label, 64).ljust(64),
    )


def _variable(number: int, one: Variable) -> bytes:
    label = cut(one.label, _LABEL_BYTES)
    return b"".join(
        (
            struct.pack("<6i", 2, 0, 1, len(one.missing), _NUMERIC, _NUMERIC),
            _short(number).ljust(8),
            struct.pack("<i", len(label)),
            label + bytes(-len(label) % 4),
            struct.pack(f"<{len(one.missing)}d", *map(float, one.missing)),
        )
    )


def _short(number: int) -> bytes:
    """The name of eight letters that old programs see."""
    return f"V{number}".encode()


def _value_labels(number: int, one: Variable) -> bytes:
    parts = [struct.pack("<ii", 3, len(one.labels))]
    for value, words in one.labels.items():
        text = cut(words, _VALUE_LABEL_BYTES)
        padded = text + b" " * (-(len(text) + 1) % 8)
        parts.append(struct.pack("<dB", float(value), len(text)) + padded)
    return b"".join((*parts, struct.pack("<iii", 4, 1, number)))


def _documents(notes: Sequence[str]) -> bytes:
    """Lines of 80 bytes."""
    lines = [cut(line, 80).ljust(80) for line in notes]
    return struct.pack("<ii", 6, len(lines)) + b"".join(lines) if lines else b""


def _extensions(variables: Sequence[Variable]) -> bytes:
    """Whole numbers little-endian and text in UTF-8; limits of floats; levels; long names."""
    shown = [number for one in variables for number in (one.measure, 8, 1)]
    names = "\t".join(
        f"{_short(number).decode()}={one.name}" for number, one in enumerate(variables, 1)
    )
    most = float_info.max
    floats = (-most, most, nextafter(-most, 0))
    return b"".join(
        (
            _extension(3, 4, struct.pack("<8i", 1, 0, 0, -1, 1, 1, 2, 65001)),
            _extension(4, 8, struct.pack("<3d", *floats)),
            _extension(11, 4, struct.pack(f"<{len(shown)}i", *shown)),
            _extension(13, 1, names.encode()),
            _extension(20, 1, b"UTF-8"),
        )
    )


def _extension(kind: int, size: int, content: bytes) -> bytes:
    return struct.pack("<4i", 7, kind, size, len(content) // size) + content


def cut(text: str, most: int) -> bytes:
    """UTF-8 of at most so many bytes, no letter halved; one line."""
    line = " ".join(text.replace("\0", " ").split())
    return line.encode()[:most].decode(errors="ignore").encode()
