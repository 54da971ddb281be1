"""A drawing says what its figures say, the same wherever it is shown, and nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest
from lxml import etree  # type: ignore[import-untyped]

from kiosk.draw.bars import Bar, bars
from kiosk.draw.gauge import Interval, interval, overlap, sample
from kiosk.draw.heat import Cell, heat, shade
from kiosk.draw.lettering import measure
from kiosk.draw.quadrant import Axes, Spot, quadrant
from kiosk.draw.scale import Scale
from kiosk.draw.shares import Gap, Stack, gaps, stacks
from kiosk.draw.svg import ROLES, Drawing, hatch, tag, words
from kiosk.draw.trend import Point, trend

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = (292, 440, 680)
EVIL = '<script>alert(1)</script>" onload="x & \x07'
AXES = Axes(
    "Nilai",
    "Hubungan",
    Decimal("80"),
    Decimal("0.5"),
    ("Perbaiki", "Pertahankan", "Pantau", "Baik"),
)

DRAWINGS: dict[str, Callable[[int, str], Drawing]] = {
    "bars": lambda width, text: bars(
        [
            Bar(text, Decimal("61.25"), "D", Decimal("58"), Decimal("64"), note=text, strong=True),
            Bar("Biaya/tarif", Decimal("100.00"), "A"),
            Bar("Waktu", None, note="kurang dari 5"),
        ],
        text,
        width=width,
    ),
    "interval": lambda width, text: interval(
        Decimal("87.90"), Decimal("87.10"), Decimal("88.70"), text, width=width
    ),
    "overlap": lambda width, text: overlap(
        [Interval(text, Decimal("80"), Decimal("79"), Decimal("81")), Interval("B", Decimal("84"))],
        text,
        width=width,
    ),
    "sample": lambda width, text: sample(40, 300, text, width=width),
    "trend": lambda width, text: trend(
        [
            Point(text, "2025", Decimal("80"), Decimal("78"), Decimal("82"), entered=True),
            Point("Jan", "2026", None),
            Point("Feb", "2026", Decimal("90"), Decimal("88"), Decimal("92")),
        ],
        text,
        width=width,
    ),
    "heat": lambda width, text: heat(
        [text, "Sel"],
        ["08", "09"],
        {(0, 0): Cell(Decimal("60.10"), 9), (0, 1): Cell(None, 2), (1, 1): Cell(Decimal("95"), 7)},
        text,
        width=width,
    ),
    "quadrant": lambda width, text: quadrant(
        [
            Spot("U1", text, Decimal("70"), Decimal("0.7"), hot=True),
            Spot("U2", "Biaya", Decimal("90"), Decimal("0.2")),
        ],
        AXES,
        text,
        width=width,
    ),
    "stacks": lambda width, text: stacks(
        [Stack(text, (1, 2, 3, 4)), Stack("kosong", (0, 0, 0, 0))],
        ["nilai 1", "nilai 2", "nilai 3", text],
        text,
        width=width,
    ),
    "gaps": lambda width, text: gaps(
        [
            Gap(text, Decimal("-4.20"), True),
            Gap("Biaya", Decimal("1.10"), False),
            Gap("Waktu", None),
        ],
        text,
        width=width,
    ),
}


def parsed(drawing: Drawing) -> etree._Element:
    return etree.fromstring(str(drawing).encode())


def texts(root: etree._Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def rects(root: etree._Element, role: str) -> list[etree._Element]:
    return list(root.iterfind(f".//{SVG}rect[@class='fill-{role}']"))


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_drawing_stands_alone_and_runs_nothing(name: str, width: int) -> None:
    """No style, script, id, request or event, and what was typed is text."""
    drawing = DRAWINGS[name](width, EVIL)
    root = parsed(drawing)
    allowed = {"svg", "title", "g", "rect", "line", "path", "circle", "text"}
    for element in root.iter():
        assert etree.QName(element).localname in allowed
        for key, value in element.attrib.items():
            assert not re.search(r"^(style|id|href|on.*)$", str(key)), key
            assert "url(" not in str(value)
    assert "<script" not in drawing
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == EVIL.replace("\x07", " ")
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_a_value_of_an_attribute_cannot_leave_it() -> None:
    found = parsed(tag("g", words(0, 0, "x"), aria_label=EVIL.replace("\x07", "")))
    assert found.get("aria-label") == EVIL.replace("\x07", "")
    assert list(found.attrib) == ["aria-label"]


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_drawn_outside_and_no_letter_is_small(name: str, width: int) -> None:
    root = parsed(DRAWINGS[name](width, "Penanganan pengaduan, saran, dan masukan"))
    assert float(root.get("width", "0")) == width
    height = float(root.get("height", "0"))
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size", "0"))
        assert size >= 11
        if (text.text or "").isdigit():
            wide = measure(text.text or "", size)
            before = {"start": 0.0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "")]
            left = float(text.get("x", "0")) - before
            assert -1 <= left <= left + wide <= width + 1
        assert -1 <= float(text.get("y", "0")) <= height + 1
    for rect in root.iter(f"{SVG}rect"):
        x, wide = float(rect.get("x", "0")), float(rect.get("width", "0"))
        assert -0.1 <= x <= x + wide <= width + 0.1
        y, tall = float(rect.get("y", "0")), float(rect.get("height", "0"))
        assert -0.1 <= y <= y + tall <= height + 0.1


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_colour_is_a_role_with_its_value_beside_it(name: str) -> None:
    """So that the page's own sheet may fill it, and a file without a sheet is coloured too."""
    for element in parsed(DRAWINGS[name](440, "x")).iter():
        roles = dict(one.split("-", 1) for one in element.get("class", "").split() if one != "draw")
        for kind in ("fill", "stroke"):
            assert element.get(kind) == (ROLES[roles[kind]] if kind in roles else None)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_bar_is_as_long_as_its_value(width: int) -> None:
    root = parsed(
        bars([Bar("a", Decimal("62.50"), "D"), Bar("b", Decimal("100"), "A")], "x", width=width)
    )
    ground = float(rects(root, "ground")[0].get("width", "0"))
    [half], [whole] = rects(root, "D"), rects(root, "A")
    assert abs(float(half.get("width", "0")) - ground / 2) < 0.1
    assert abs(float(whole.get("width", "0")) - ground) < 0.1
    assert {"62,50 D", "100 A"} <= set(texts(root))


def test_a_border_of_mutu_stands_where_the_regulation_puts_it() -> None:
    scale = Scale(25, 100, 0, 750)
    found = {mutu: [start, end] for mutu, start, end in scale.bands("2017")}
    assert found["C"] == pytest.approx([400, 516.1])
    assert found["B"] == pytest.approx([516.1, 633.1])
    assert [mutu for mutu, *_ in Scale(80, 92, 0, 100).bands("2017")] == ["B", "A"]
    assert {mutu: start for mutu, start, _ in scale.bands("2004")}["A"] == pytest.approx(562.6)


def test_the_interval_is_drawn_on_the_whole_scale_and_enlarged() -> None:
    """0.5 of 75 points is three pixels of 440; enlarged it is seen whether it reaches the A."""
    root = parsed(interval(Decimal("88.00"), Decimal("87.50"), Decimal("88.50"), "x", width=440))
    marks = [
        re.fullmatch(r"M([\d.]+) .*H([\d.]+)m.*", one.get("d", ""))
        for one in root.iter(f"{SVG}path")
    ]
    spans = [float(one[2]) - float(one[1]) for one in marks if one]
    assert spans[0] == pytest.approx(438 / 75, abs=0.1)
    assert spans[1] == pytest.approx(438 / 12, abs=0.1)
    assert "88,00 (87,50–88,50)" in texts(root)
    assert texts(root).count("88,31") == 2
    plain = parsed(interval(Decimal("88.00"), None, None, "x", width=440))
    assert "88,00" in texts(plain)
    assert texts(plain).count("88,31") == 1


def test_a_period_without_an_index_breaks_the_line() -> None:
    points = [Point(str(at), "", Decimal(70 + at)) for at in range(6)]
    gap = [*points[:3], Point("x", "", None), *points[4:]]

    def lines(root: etree._Element) -> int:
        return len(root.findall(f".//{SVG}path[@stroke-width='2']"))

    assert lines(parsed(trend(points, "x"))) == 1
    broken = parsed(trend(gap, "x"))
    assert lines(broken) == 2
    assert len(broken.findall(f".//{SVG}circle")) == 5


def test_a_higher_index_stands_higher_and_an_entered_one_is_hollow() -> None:
    root = parsed(
        trend(
            [Point("a", "", Decimal("70"), entered=True), Point("b", "", Decimal("90"))],
            "x",
            height=240,
        )
    )
    low, high = root.findall(f".//{SVG}circle")
    assert float(low.get("cy", "0")) == pytest.approx(200 - 180 * 0.25, abs=0.1)
    assert float(high.get("cy", "0")) == pytest.approx(200 - 180 * 0.75, abs=0.1)
    assert (low.get("fill"), high.get("fill")) == (ROLES["paper"], ROLES["accent"])


def test_twelve_labels_never_run_into_one_another() -> None:
    months = ["Nov", "Des", "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt"]
    years = ["2025"] * 11 + ["2026"]
    points = [Point(*one, Decimal("80")) for one in zip(months, years, strict=True)]
    root = parsed(trend(points, "x", width=292))
    ends = [
        (x - measure(text, 12) / 2, x + measure(text, 12) / 2)
        for one in root.iter(f"{SVG}text")
        if (text := one.text or "") in months and (x := float(one.get("x", "0")))
    ]
    assert len(ends) >= 4
    assert all(right <= left for (_, right), (left, _) in pairwise(ends))
    assert "Okt" in texts(root), "the newest is always told"
    [year] = [one for one in root.iter(f"{SVG}text") if one.text == "2026"]
    assert float(year.get("x", "0")) + measure("2026", 12) / 2 <= 292


def test_a_shade_is_darker_the_lower_it_is_and_too_few_are_hatched() -> None:
    assert [shade(Decimal(one)) for one in ("95", "88.31", "88.30", "80", "70", "64.99")] == [
        1, 1, 2, 3, 4, 5,
    ]  # fmt: skip
    root = parsed(DRAWINGS["heat"](680, "Sen"))
    assert "60,10" in texts(root)
    assert len([one for one in root.iter(f"{SVG}path") if one.get("stroke-width") == "1"]) == 1

    def light(role: str) -> float:
        red, green, blue = (int(ROLES[role][at : at + 2], 16) for at in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    steps = [light(f"step-{at}") for at in range(1, 6)]
    assert steps == sorted(steps, reverse=True)


def test_hatching_stays_in_its_box() -> None:
    found = re.findall(r"[ML]([\d.]+) ([\d.]+)", str(hatch(10, 20, 31, 13)))
    assert len(found) >= 10
    assert all(10 <= float(x) <= 41 and 20 <= float(y) <= 33 for x, y in found)


def test_dots_and_names_of_a_quadrant_are_told_apart() -> None:
    """Nine unsur, four of them on one spot."""
    spots = [
        Spot(f"U{at}", f"Unsur nomor {at}", Decimal("80"), Decimal("0.5")) for at in range(1, 5)
    ]
    spots += [
        Spot(f"U{at}", "Sarana", Decimal(70 + at), Decimal("0.3") + Decimal(at) / 30)
        for at in range(5, 10)
    ]
    root = parsed(quadrant(spots, AXES, "x", width=680))
    places = [
        (float(one.get("cx", "0")), float(one.get("cy", "0"))) for one in root.iter(f"{SVG}circle")
    ]
    assert len(places) == 9
    far = [
        (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2
        for at, a in enumerate(places)
        for b in places[at + 1 :]
    ]
    assert min(far) >= 22**2
    named = [one for one in texts(root) if one.startswith(("Unsur", "Sarana"))]
    assert len(named) >= 6
    narrow = texts(parsed(quadrant(spots, AXES, "x", width=292)))
    assert [one for one in narrow if one.startswith("Unsur")] == []
    assert {"U1", "U9"} <= set(narrow)


def test_parts_are_as_wide_as_their_share() -> None:
    root = parsed(stacks([Stack("a", (10, 20, 30, 40))], list("1234"), "x", width=292))
    for part, share in enumerate((0.1, 0.2, 0.3, 0.4), 1):
        bar = rects(root, f"part-{part}")[1]  # the first is the legend's
        assert float(bar.get("width", "0")) == pytest.approx(292 * share - 1, abs=0.1)
    assert {"10%", "40%"} <= set(texts(root))
    six = parsed(stacks([Stack("a", (1,) * 6)], list("123456"), "x", width=680))
    assert len({one.get("fill") for one in six.iter(f"{SVG}rect")}) == 6


def test_a_difference_points_to_its_side_and_a_chance_one_is_not_coloured() -> None:
    root = parsed(
        gaps([Gap("a", Decimal("-4"), True), Gap("b", Decimal("2"), False)], "x", width=680)
    )
    [down] = rects(root, "D")
    [weak] = rects(root, "ground")
    assert float(down.get("width", "0")) == pytest.approx(2 * float(weak.get("width", "0")), 0.01)
    assert float(down.get("x", "0")) < float(weak.get("x", "0"))
    assert {"−4", "+2"} <= set(texts(root))
    assert rects(root, "A") == []


def test_a_page_prints_a_drawing_and_escapes_what_is_joined_to_it() -> None:
    from jinja2 import Environment

    shown = Environment(autoescape=True).from_string("{{ one }}|{{ two }}")
    drawing = trend([Point("Jan", "2026", Decimal("80"))], "x")
    printed = shown.render(one=drawing, two=drawing + "<b>")
    assert printed.startswith("<svg ")
    assert "&lt;b&gt;" in printed


def test_the_same_drawing_is_in_a_pdf_with_its_words() -> None:
    """WeasyPrint knows less of SVG than a browser; text it does not understand it leaves out."""
    import pypdf
    import weasyprint

    drawn = "".join(draw(440, "Sarana") for draw in DRAWINGS.values())
    made = weasyprint.HTML(string=f"<body>{drawn}").write_pdf()
    seen = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    for text in ("61,25 D", "87,90 (87,10–88,70)", "minimum 300", "60,10", "40%", "−4,2", "U1"):
        assert text in seen, text
