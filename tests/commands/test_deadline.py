"""``kiosk deadline`` as an operator and a script meet it: no database, one clear answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import main
from kiosk.commands.deadline import deadline

FRIDAY = "2026-03-13T15:59+08:00"


def run(*words: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner(env={"KIOSK_TIMEZONE": None, **(env or {})}).invoke(deadline, words)


def asked(kind: str, received: str, *more: str, env: dict[str, str] | None = None) -> Any:
    result = run("--class", kind, "--received", received, *more, "--json", env=env)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def refused(*words: str) -> str:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    return line


def test_the_document_has_what_is_promised() -> None:
    found = asked("verifikasi", FRIDAY)
    assert list(found)[:5] == ["class", "received", "due", "working_days", "explanation"]
    assert found["class"] == "verifikasi"
    assert found["received"] == "2026-03-13T15:59:00+08:00"
    assert found["due"] == "2026-03-25T16:00:00+08:00"
    assert found["working_days"] == 3
    assert found["provisional"] is False


def test_the_explanation_names_each_day_and_its_decree() -> None:
    days = asked("verifikasi", FRIDAY)["explanation"]
    assert [one["date"][-2:] for one in days] == [f"{day}" for day in range(13, 26)]
    assert all(list(one) == ["date", "counts", "reason"] for one in days)
    assert [one["date"][-2:] for one in days if one["counts"]] == ["16", "17", "25"]
    assert days[-1]["reason"] == "hari ke-3: hari kerja, 08.00-16.00"
    assert "SKB Menag 1497/2025" in days[6]["reason"]


@pytest.mark.parametrize(
    ("kind", "days"),
    [("informasi", 5), ("aspirasi", 5), ("tidak-berkadar", 14), ("berkadar", 60),
     ("verifikasi", 3), ("tanggapan", 10), ("gratifikasi", 30), ("keberatan", 14)],
)  # fmt: skip
def test_every_class_has_its_working_days(kind: str, days: int) -> None:
    found = asked(kind, FRIDAY)
    assert found["working_days"] == days
    assert sum(one["counts"] for one in found["explanation"]) == days


def test_the_zone_decides_whether_the_office_was_closed() -> None:
    instant = "2026-07-03T09:00:00Z"
    dues = {zone: asked("verifikasi", instant, "--zone", f"Asia/{zone}")["due"]
            for zone in ("Jakarta", "Makassar", "Jayapura")}  # fmt: skip
    assert dues == {
        "Jakarta": "2026-07-08T16:00:00+07:00",
        "Makassar": "2026-07-09T16:00:00+08:00",
        "Jayapura": "2026-07-09T16:00:00+09:00",
    }


def test_without_a_zone_it_is_the_installations() -> None:
    instant = "2026-07-03T09:00:00Z"
    assert asked("verifikasi", instant)["zone"] == "Asia/Makassar"
    found = asked("verifikasi", instant, env={"KIOSK_TIMEZONE": "Asia/Jakarta"})
    assert found["due"] == "2026-07-08T16:00:00+07:00"


def test_local_time_is_read_in_the_zone_and_it_says_so() -> None:
    found = asked("verifikasi", "2026-03-13T16:01", "--zone", "Asia/Jayapura")
    assert found["received"] == "2026-03-13T16:01:00+09:00"
    said = "Waktu tanpa selisih UTC dibaca sebagai waktu setempat Asia/Jayapura."
    assert said in found["notes"]
    assert said not in asked("verifikasi", FRIDAY)["notes"]


def test_pauses_are_taken_out_together_and_without_a_cap() -> None:
    one = asked("informasi", "2026-07-06T09:00+08:00", "--pause",
                "2026-07-08T08:00+08:00/2026-07-10T08:00+08:00")  # fmt: skip
    assert (one["due"][:10], one["paused_days"]) == ("2026-07-15", 2)
    two = asked("informasi", "2026-07-06T09:00", "--pause", "2026-07-08/2026-07-10",
                "--pause", "2026-07-09/2026-09-30")  # fmt: skip
    assert two["paused_days"] == 58
    assert two["due"] == "2026-10-05T16:00:00+08:00"


def test_the_law_in_calendar_days_is_said_beside() -> None:
    found = asked("tidak-berkadar", FRIDAY)
    assert [(one["article"], one["days"]) for one in found["calendar_days"]] == [
        ("UU 25/2009 Pasal 42", 30),
        ("UU 25/2009 Pasal 44", 14),
        ("UU 25/2009 Pasal 44", 30),
        ("UU 25/2009 Pasal 50", 60),
    ]
    assert found["calendar_days"][1]["last_day"] == "2026-03-27"
    assert any("hari kalender" in note for note in found["notes"])
    assert asked("gratifikasi", FRIDAY)["calendar_days"] == []


def test_a_deadline_beyond_new_year_steps_over_the_holidays_of_the_next() -> None:
    # 24 and 25 December, 1 and 5 January, 5 February.
    found = asked("berkadar", "2026-11-16T09:00+08:00")
    assert (found["due"], found["provisional"]) == ("2027-02-15T16:00:00+08:00", False)


def test_a_year_without_decree_makes_it_provisional() -> None:
    found = asked("berkadar", "2027-11-01T10:00+08:00")
    assert found["due"][:4] == "2028"
    assert found["provisional"] is True
    assert any(note.startswith("Belum pasti") for note in found["notes"])


def test_the_table_gives_the_answer_first_and_then_each_day() -> None:
    result = run("--class", "tidak-berkadar", "--received", FRIDAY)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "Tenggat   Jumat 2026-04-10 pukul 16.00 WITA"
    assert lines[1] == "Diterima  Jumat 2026-03-13 pukul 15.59 WITA"
    assert "14 hari kerja (PermenPANRB 62/2018, bab VI)" in lines[2]
    assert any(line.startswith("2026-03-16  Senin   1 ") for line in lines)
    assert any("UU 25/2009 Pasal 50" in line for line in lines)


@pytest.mark.parametrize(
    "received",
    ["", "kemarin", "2026-13-01T10:00", "2026-02-30T10:00", "13/03/2026", "1999-12-31T10:00",
     "9999-12-31T23:59+08:00", "0001-01-01T00:00+14:00", "2026-03-13T25:00",
     "2026-03-13T15:59 WITA", "2026-03-13T15:59+08:00\nx"],
)  # fmt: skip
def test_an_unreadable_receipt_is_one_line(received: str) -> None:
    line = refused("--class", "informasi", "--received", received, "--json")
    assert "--received" in line
    assert "ISO 8601" in line


@pytest.mark.parametrize(
    ("pause", "told"),
    [
        ("2026-07-08", "FROM/TO"),
        ("2026-07-08/2026-07-09/2026-07-10", "FROM/TO"),
        ("2026-07-08/", "ISO 8601"),
        ("/2026-07-08", "ISO 8601"),
        ("2026-07-10/2026-07-08", "lebih awal"),
        ("2026-03-13/2099-01-01", "20 tahun"),
    ],
)
def test_an_unusable_pause_is_one_line(pause: str, told: str) -> None:
    line = refused("--class", "informasi", "--received", FRIDAY, "--pause", pause)
    assert told in line


@pytest.mark.parametrize(
    "words", [[], ["--class", "x", "--received", FRIDAY], ["--class", "informasi"]]
)
def test_what_is_missing_is_one_line_too(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["kiosk", "deadline", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    (line,) = said.err.splitlines()
    assert line.startswith("kiosk deadline: ")


@pytest.mark.parametrize("zone", ["WITA", "Asia/Kupang", "../etc/passwd", "", "Asia"])
def test_an_unknown_zone_is_one_line(zone: str) -> None:
    line = refused("--class", "informasi", "--received", FRIDAY, "--zone", zone)
    assert "--zone" in line


def test_the_edge_of_the_years_is_answered() -> None:
    assert asked("berkadar", "2100-12-31T23:00Z")["provisional"] is True
    assert asked("verifikasi", "2000-01-01T00:00+14:00")["received"].startswith("1999-12-31")
