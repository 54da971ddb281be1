"""Points against two lines, and several figures over the months: what is drawn and where."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree  # type: ignore[import-untyped]

from kiosk.draw.goals import Goal, goals
from kiosk.draw.strands import Strand, four, strands
from kiosk.draw.svg import Drawing

NS = {"s": "http://www.w3.org/2000/svg"}
LABELS = ("Jan", "Feb", "Mar")


def texts(drawn: Drawing) -> list[str]:
    return [str(one) for one in etree.fromstring(drawn).xpath("//s:text/text()", namespaces=NS)]


def strand(name: str, *values: str | None) -> Strand:
    return Strand(name, [None if one is None else Decimal(one) for one in values])


def test_a_month_without_a_figure_breaks_the_line_and_has_no_mark() -> None:
    rows = [strand("IPAK", "3.4", None, "3.6"), strand("IPKP", "3.2", "3.3", "3.4")]
    drawn = etree.fromstring(strands(rows, LABELS, four(rows), "Tren"))
    lines = drawn.xpath("//s:path[@fill='none' and contains(@d, 'L')]", namespaces=NS)
    assert len(lines) == 1, "the first strand has no two months that follow one another"
    assert len(drawn.xpath("//s:circle", namespaces=NS)) == 1 + 2


def test_strands_are_told_apart_without_colour() -> None:
    rows = [strand(name, "3.4") for name in ("IPAK", "IPKP", "Perkiraan")]
    drawn = strands(rows, ("Jan",), four(rows), "Tren")
    assert drawn.count("<circle") == 2
    assert drawn.count("l5.5 5.5l-5.5 5.5") == 2
    assert {"IPAK", "IPKP", "Perkiraan", "3,20", "3,60"} <= set(texts(drawn))


def test_the_scale_begins_below_the_lowest_figure() -> None:
    assert four([strand("IPAK", "3.4")]).low == 3
    assert four([strand("IPAK", "2.94")]).low == Decimal("2.5")
    assert four([strand("IPAK", "1.00")]).low == 1
    assert four([strand("IPAK", None)]).low == 3


def test_a_bar_is_as_long_as_its_points_and_an_estimate_is_hatched() -> None:
    row = Goal("IPKP", Decimal(7), Decimal(14), (Decimal(7), Decimal(14)))
    drawn = etree.fromstring(goals([row], ("WBK", "WBBM"), "Ambang", width=400))
    ground, bar = drawn.xpath("//s:rect", namespaces=NS)
    assert float(bar.get("width")) * 2 == float(ground.get("width")) == 400
    sure = goals([row], ("WBK", "WBBM"), "Ambang")
    guess = goals([Goal(row.label, row.value, row.most, row.lines, sure=False)], ("WBK", "WBBM"),
                  "Ambang")  # fmt: skip
    assert "<path" in guess
    assert "<path" not in sure


def test_lines_that_are_one_are_named_together() -> None:
    both = Goal("IPAK", None, Decimal("17.5"), (Decimal("15.75"), Decimal("15.75")))
    found = texts(goals([both], ("WBK", "WBBM"), "Ambang", width=292))
    assert "WBK, WBBM" in found
    assert "– / 17,5" in found
