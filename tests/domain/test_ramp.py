"""Whatever colour an office chooses, its pages can be read."""

from __future__ import annotations

import colorsys
import random
import re
from pathlib import Path

import pytest

import kiosk
from kiosk.domain.place import ramp
from kiosk.domain.place.edit import InvalidEntry, instansi
from kiosk.domain.place.ramp import (
    FOCUS,
    GROUND,
    HOUSE,
    ON_ACCENT,
    PAPER,
    RING,
    TEXT,
    contrast,
    is_colour,
    ramp_of,
)

JABAR = "#1e88e5"
CHOSEN = (
    "#ffffff", "#000000", "#ffff00", JABAR, "#ff0000", "#00ff00", "#0000ff", "#00ffff", "#ff00ff",
    "#010101", "#fefefe", "#808080", "#777777", "#000080", "#800000", "#ffc0cb", "#f5d000",
    "#0000fe", "#fffffe", "#20000a",
)  # fmt: skip
TOKENS = Path(kiosk.__file__).parent / "static" / "css" / "tokens.css"
_dice = random.Random(20261122)
MANY = (*CHOSEN, *(f"#{_dice.getrandbits(24):06x}" for _ in range(1_000)))


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.0),
        ("#ffff00", "#ffffff", 1.07),
        ("#ffffff", "#ffffff", 1.0),
    ],
)
def test_contrast_is_what_the_checkers_of_wcag_print(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


@pytest.mark.parametrize(
    ("colour", "accent", "deep", "tint"),
    [
        (JABAR, "#1770be", "#0d508a", "#ebf1ff"),
        ("#ffff00", "#717100", "#515100", "#f3f3cf"),
        ("#ffffff", "#6e6e6e", "#4e4e4e", "#f1f1f1"),
        ("#000000", "#000000", "#454545", "#f1f1f1"),
        ("#0049b8", "#0049b8", "#003386", "#eef0ff"),
    ],
)
def test_a_colour_becomes_these(colour: str, accent: str, deep: str, tint: str) -> None:
    assert ramp_of(colour) == ramp.Ramp(colour, accent, deep, tint)


def test_every_role_holds_its_contrast_for_every_colour() -> None:
    low = []
    for colour in MANY:
        made = ramp_of(colour)
        text = [
            contrast(made.accent, ground) for ground in (PAPER, GROUND, made.tint, ON_ACCENT)
        ] + [contrast(made.deep, ground) for ground in (PAPER, GROUND, made.tint, ON_ACCENT)]
        rings = [contrast(FOCUS, ground) for ground in (PAPER, GROUND, made.tint)]
        if min(text) < TEXT or min(rings) < RING:
            low.append((colour, min(text), min(rings)))
    assert low == []


def test_what_is_pointed_at_looks_different() -> None:
    made = [ramp_of(colour) for colour in MANY]
    assert [one for one in made if contrast(one.deep, one.accent) < 1.2] == []
    assert [one for one in made if one.tint in (PAPER, one.accent)] == []


def test_the_hue_is_kept() -> None:
    turned = []
    for colour in MANY:
        hue, vivid = _hue(colour)
        made, _ = _hue(ramp_of(colour).accent)
        # Of a grey, and of almost black, a byte's rounding makes any hue.
        if vivid > 0.15 and abs((made - hue + 0.5) % 1 - 0.5) > 0.025:
            turned.append((colour, ramp_of(colour).accent))
    assert turned == []


def _hue(colour: str) -> tuple[float, float]:
    """(hue of a turn, how vivid)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return colorsys.rgb_to_hsv(red, green, blue)[0], max(red, green, blue) - min(red, green, blue)


def test_a_colour_dark_enough_is_not_touched_and_another_no_more_than_it_must() -> None:
    for colour in MANY:
        made = ramp_of(colour)
        before = min(contrast(colour, ground) for ground in (PAPER, GROUND, made.tint))
        after = min(contrast(made.accent, ground) for ground in (PAPER, GROUND, made.tint))
        assert made.brand == colour
        assert (made.accent == colour) == (before >= TEXT), colour
        assert before >= TEXT or after < TEXT + 0.15, colour


def test_it_reckons_with_the_pages_own_tokens() -> None:
    written = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", TOKENS.read_text(encoding="utf-8")))
    assert (written["paper"], written["ground"]) == (PAPER, GROUND)
    assert (written["focus"], written["on-accent"]) == (FOCUS, ON_ACCENT)
    assert written["brand"] == HOUSE
    house = {name: written[name] for name in ("accent", "accent-deep", "accent-tint")}
    assert contrast(house["accent"], house["accent-tint"]) >= TEXT
    assert contrast(house["accent-deep"], house["accent-tint"]) >= TEXT


@pytest.mark.parametrize("text", ["#12345", "#1e88e5f", "1e88e5", "#1E88E5", "#gggggg", "red", ""])
def test_nothing_but_a_colour_is_one(text: str) -> None:
    assert not is_colour(text)
    with pytest.raises(ValueError, match="no colour"):
        ramp_of(text)


@pytest.mark.parametrize("typed", ["#1E88E5", "1e88e5", " # 1E88e5 ", "#1e88e5\u200b"])
def test_a_colour_is_taken_as_a_style_guide_writes_it(typed: str) -> None:
    assert instansi("Pemprov Jabar", None, typed).colour == JABAR


@pytest.mark.parametrize("typed", [None, "", "  ", "#"])
def test_no_colour_is_the_houses(typed: str | None) -> None:
    assert instansi("Pemprov Jabar", None, typed).colour is None


@pytest.mark.parametrize(
    "typed", ["biru", "#18e", "#1e88e5;}", "rgb(1,2,3)", "#１e88e5", "##1e88e5"]
)
def test_what_is_no_colour_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        instansi("Pemprov Jabar", None, typed)
    assert "#1e88e5" in refused.value.wrong["colour"]
