"""A legal term means one thing: the glossary names the identifier that carries it."""

import dataclasses
import re
from pathlib import Path

from kiosk.domain.index.ikm import Ikm, UnsurScore
from kiosk.domain.survey import profile
from kiosk.domain.zi.hasil import Conversion, Hasil, Source
from kiosk.domain.zi.thresholds import WBBM, WBK
from kiosk.flows.steps import INSTRUMENTS, load_instrument
from tests.rules.source import ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"
ROW = re.compile(
    r"\| (?P<term>.+?) \| `(?P<name>[^`]+)` \| (?P<article>.+?) \| `(?P<file>[^`]+)` \|"
)
LEGAL_IN_IKM = {"nrr", "weighted", "exact"}
MECHANICS = {"inputs", "conversion"}
"""Fields of `Hasil` that are how, not what."""


def rows() -> list[re.Match[str]]:
    return [found for line in GLOSSARY.read_text().splitlines() if (found := ROW.fullmatch(line))]


def test_every_row_can_be_read() -> None:
    lines = GLOSSARY.read_text().splitlines()
    entries = [one for one in lines if one.startswith("|") and not re.match(r"\|( term|-)", one)]
    assert [line for line in entries if not ROW.fullmatch(line)] == []
    assert len(entries) > 50


def test_every_identifier_stands_in_the_file_named() -> None:
    lost = [
        f"{row['name']} in {row['file']}"
        for row in rows()
        if not _has(ROOT / row["file"], row["name"])
    ]
    assert lost == []


def _has(path: Path, name: str) -> bool:
    if not path.is_file():
        return False
    return bool(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", path.read_text()))


def test_every_unsur_of_every_questionnaire_is_there() -> None:
    codes = [path.stem for path in INSTRUMENTS.glob("*.toml")]
    wanted = {unsur.code for code in codes for unsur in load_instrument(code).unsur}
    assert len(wanted) >= 16
    assert sorted({*wanted, *codes} - {row["name"] for row in rows()}) == []


def test_every_term_of_the_domain_is_there() -> None:
    hasil = {one.name for one in dataclasses.fields(Hasil)} | _properties(Hasil)
    index = {one.name for kind in (Ikm, UnsurScore) for one in dataclasses.fields(kind)}
    terms = {
        *(hasil - MECHANICS - {"rounded"}),
        *(index & LEGAL_IN_IKM),
        *(one.name for one in profile.FIELDS),
        *(one.value for one in Conversion),
        *(predicate.code for predicate in (WBK, WBBM)),
        Source.ESTIMATE.value,
    }
    assert len(terms) >= 18
    assert sorted(terms - {row["name"] for row in rows()}) == []


def _properties(kind: type) -> set[str]:
    return {name for name, value in vars(kind).items() if isinstance(value, property)}
