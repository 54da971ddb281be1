"""Data for SPSS: PSPP reads labels, levels and missing values out of the file."""

from __future__ import annotations

import csv
import random
import subprocess
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.respondents import Respondents, Sheet, Traits
from kiosk.domain.survey.instrument import parse
from kiosk.flows.steps import INSTRUMENTS
from kiosk.paper import spss
from tests.paper import sheets
from tests.services import tools

if TYPE_CHECKING:
    from pathlib import Path

SKM = parse((INSTRUMENTS / "skm-2017.toml").read_text("utf-8"))
SYNTAX = """GET FILE='{sav}'.
DISPLAY DICTIONARY.
DESCRIPTIVES U1 U4.
FREQUENCIES pekerjaan sumber.
SAVE TRANSLATE /OUTFILE='{csv}' /TYPE=CSV /FIELDNAMES /REPLACE.
"""


def sheet() -> Sheet:
    """200 respondents, one of whom is the only judge of the village."""
    number = random.Random(7)
    rows = [bytes(number.choices(range(5), (1, 1, 3, 9, 9), k=9)) for _ in range(200)]
    traits = [Traits(number.choice(("jLu3", "jPu3", "")), "ktp", 1) for _ in rows]
    traits[0] = Traits("jLu7p7ka", "ktp", 1)
    figures = sheets.sheet(SKM, rows)
    return Sheet(figures.material, Respondents(rows, traits))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, str, list[dict[str, str]]]:
    """The sheet, what PSPP says of its file, and the cases it reads from it."""
    program, folder = tools.require("pspp"), tmp_path_factory.mktemp("spss")
    made, sav, table = sheet(), folder / "a.sav", folder / "a.csv"
    sav.write_bytes(spss.make(made, lambda _done, _of: None))
    script = folder / "a.sps"
    script.write_text(SYNTAX.format(sav=sav, csv=table))
    said = subprocess.run(
        [program, "-o", "-", "-O", "format=csv", str(script)],
        check=True, capture_output=True, text=True, timeout=30,
    ).stdout  # fmt: skip
    with table.open(newline="") as opened:
        return made, said, list(csv.DictReader(opened))


def test_every_answer_is_in_it_and_a_blank_is_no_value(
    read: tuple[Sheet, str, list[dict[str, str]]],
) -> None:
    made, said, cases = read
    names = [f"U{number}" for number in range(1, 10)]
    theirs = sorted(tuple(case[name].strip() for name in names) for case in cases)
    ours = sorted(tuple(str(score or 9) for score in row) for row in made.rows)
    assert theirs == ours
    filled = [row[0] for row in made.rows if row[0]]
    line = next(one for one in said.splitlines() if one.startswith("Persyaratan: ") and "," in one
                and one.split(",")[1] == str(len(filled)))  # fmt: skip
    assert line.split(",")[2] == f"{sum(filled) / len(filled):.2f}"


def test_variables_carry_labels_levels_and_missing_values(
    read: tuple[Sheet, str, list[dict[str, str]]],
) -> None:
    _, said, _ = read
    table = list(csv.reader(said.splitlines()))
    variables = {row[0]: row for row in table if len(row) == 10}
    assert variables["U1"][2].startswith("Persyaratan: Bagaimana pendapat Saudara")
    assert (variables["U1"][3], variables["U1"][9]) == ("Ordinal", "9")
    assert (variables["usia"][3], variables["jenis_kelamin"][3]) == ("Ordinal", "Nominal")
    assert variables["pekerjaan"][9] == "-1; -2"
    labels = {row[2] for row in table if len(row) == 3}
    assert {"Sangat mahal", "Gratis", "Tidak dijawab", "Perempuan", "Disamarkan"} <= labels


def test_nobody_stands_alone_in_it(read: tuple[Sheet, str, list[dict[str, str]]]) -> None:
    _, _, cases = read
    about = ("jenis_kelamin", "usia", "pendidikan", "pekerjaan", "layanan", "sumber", "disabilitas")
    alike: dict[tuple[str, ...], int] = {}
    for case in cases:
        told = tuple(case[name] for name in about)
        alike[told] = alike.get(told, 0) + 1
    assert min(alike.values()) >= 5


def test_the_order_of_rows_does_not_tell_who_came_when() -> None:
    made = sheet()
    turned = Respondents(made.rows[::-1], made.respondents.traits[::-1])
    assert spss.make(made, lambda _done, _of: None) == spss.make(
        Sheet(made.material, turned), lambda _done, _of: None
    )


def test_too_few_respondents_leave_an_empty_file(tmp_path: Path) -> None:
    made = sheets.sheet(SKM, [bytes([4] * 9)] * 3, ikm=None)
    path = tmp_path / "few.sav"
    path.write_bytes(spss.make(made, lambda _done, _of: None))
    said = subprocess.run(
        [tools.require("pspp"), "-o", "-"], input=f"GET FILE='{path}'.\nDISPLAY DICTIONARY.\n",
        check=True, capture_output=True, text=True, timeout=30,
    ).stdout  # fmt: skip
    assert "U9" in said


def test_more_services_than_numbers_are_one_at_the_end() -> None:
    rows = [bytes([4] * 9)] * 1_000
    traits = [Traits("", f"l{at // 5}", 1) for at in range(1_000)]
    made = sheets.sheet(SKM, rows)
    facts = spss._facts(Sheet(made.material, Respondents(rows, traits)), traits)
    services = next(one for one in facts if one.variable.name == "layanan")
    assert max(services.numbers.values()) == spss.OTHER_SERVICE
    assert services.variable.labels[spss.OTHER_SERVICE] == "Lainnya"
