"""Prints what the signals of answers are worth as `docs/signals.md`, from the rules themselves.

``python scripts/signals.py`` writes to the standard output; with ``--update`` to the file. The
days it goes by are made by `tests/streams.py`, the same on every machine.
"""

import argparse
import sys
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "signals.md"


def page() -> str:
    """The whole document."""
    from tests.streams import TRIAL, TUNING

    parts = [
        "# Signals: answers that may not be what they seem\n",
        "Printed from `kiosk/domain/survey/quality.py` and `tests/streams.py` by "
        "`python scripts/signals.py --update`; `tests/domain/test_signal_figures.py` holds it to "
        "the code.\n",
        _INTENT,
        "## Rules\n",
        _table(("Signal", "At the desk", "An answer bears it when"), _rules()),
        _SCOPE,
        "## How good they are\n",
        _method(TUNING, TRIAL),
        _confusion("Seeds used for tuning", TUNING),
        _confusion("Other seeds", TRIAL),
        "### By kind, other seeds\n",
        _table(
            ("Days with", "Misuse", "Found", "Recall", "Honest", "Marked", "Precision"),
            [_kind_row(kind, found) for kind, found in _by_kind(TRIAL).items()],
        ),
        _mean(TRIAL),
        "### By signal, other seeds\n",
        "One answer may bear several.\n",
        _table(("Signal", "On misuse", "On honest answers", "Precision"), _signal_rows(TRIAL)),
        "### When misuse is rarer\n",
        _rarer(TRIAL),
        _COST,
        _LIMITS,
    ]
    return "\n".join(parts)


_INTENT = (
    "A signal is a hint, never a proof. It refuses nothing and deletes nothing: an answer that "
    "bears one counts like any other. The desk shows it in words with another explanation beside "
    "it, reports show the share of answers that bear one, and an answer leaves the index only by "
    "the proposal of one person and the consent of another "
    "([0013](decisions/0013-leaving-answers-out.md)).\n"
)
_SCOPE = (
    "Sheets of one form count once. Paper and files bear none: their time is the typist's. Where "
    "the clock of a tablet was not believed, no rule that asks for the time is applied, since "
    "answers that waited offline would all bear the moment the network came back. A day is "
    "looked at again whenever an answer comes for it. The same answers give the same signals in "
    "whatever order they came, and one more answer never takes a signal from another; except "
    "that *more answers than visits* may move, since it marks as many as are too many, those "
    "first that bear another signal.\n"
)
_COST = (
    "## What it costs\n\n"
    "Measured on 22 November 2026, two cores that other work shared, SQLite, 100 thousand answers "
    "of made days. Looked through for the first time: 3.5 s as one point's, 5.1 s as a hundred "
    "points', in slices that hold the database for 22 ms at the most. Afterwards, every five "
    "minutes: under 1 ms where nothing came, 13 ms for one more answer at the point with a "
    "hundred thousand, 343 ms for one more at each of a hundred points, each writing for 1 ms. "
    "Reading holds nobody up. 400 answers sent while another process did nothing but look: 95th "
    "percentile 6.9 ms, longest 43 ms; without it 3.1 to 6.9 and 9 to 11 ms. PostgreSQL: "
    "12.5 and 9.1 s the first time, 44 ms and 1.3 s afterwards, on a busier minute.\n"
)
_LIMITS = (
    "## What this does not say\n\n"
    "- The days are made, not recorded: nobody has published answers of a counter together with "
    "who filled them. The figures tell whether the rules find what we imagine, and will differ "
    "at a real counter. Whoever has one should write down, for some weeks, what was found behind "
    "marked answers, and tune again (`Limits` is one object).\n"
    "- An officer who fills a form slowly, with mixed scores, at a quiet hour, where nobody counts "
    "visits, is not found by anything here.\n"
    "- Where visits are counted, *more answers than visits* knows how many are too many and only "
    "guesses which: it is the least precise. If the counter forgot to record visits, it marks "
    "honest answers.\n"
    "- A code passed around is found by its evenings and its rush; who answers it in office hours "
    "at an even pace is not.\n"
    "- A class of thirty pupils who scan the poster together is a burst, and honest.\n"
    "- A browser tells the seconds itself: who wants to can send any number, or none.\n"
)


def _rules() -> list[tuple[str, str, str]]:
    from kiosk.domain.survey.signal import Signal

    return [(f"`{one.name}`", one.label, said) for one, said in _said().items() if one in Signal]


def _said() -> dict[Any, str]:
    from kiosk.domain.survey import contradiction as rule
    from kiosk.domain.survey.quality import LIMITS
    from kiosk.domain.survey.signal import Signal

    the = LIMITS
    tablets = " or ".join(_crowd(one) for one in the.tablet_bursts)
    points = " or ".join(_crowd(one) for one in the.point_bursts)
    return {
        Signal.BURST: f"{tablets} came from one tablet, or {points} from the whole point",
        Signal.TOO_FAST: f"the form took less than {_tenths(the.fast)} s a question",
        Signal.STRAIGHT_LINE: f"every score is the same, of {the.straight_items} questions or "
        f"more, **and** it took less than {_tenths(the.straight_fast)} s a question or "
        f"is one of {_crowd(the.same_lines)} of the same score from one tablet (or from phones)",
        Signal.MORE_THAN_VISITS: f"the day has over {the.spare_visits} answers more than visits "
        "recorded there: as many as are too many, those first that bear another signal, then the "
        "quickest; never one that came by a visit's token",
        Signal.CLOSING_CLUSTER: f"one of {_crowd(the.closing)} from one tablet (or from phones), "
        f"from {_minutes(the.before_closing)} before closing to {_minutes(the.after_closing)} "
        "after",
        Signal.CONTRADICTION: f"face {rule.SAD_UP_TO} or lower with a mean of "
        f"{_tenths(rule.HIGH_TENTHS)} or more, face {rule.SAD_UP_TO + 1} or higher with a mean of "
        f"{_tenths(rule.LOW_TENTHS)} or less (scale of 1 to 4)",
        Signal.OUTSIDE_HOURS: f"more than {_minutes(the.grace)} before opening or after closing, "
        "or on a closed day: on a tablet each, by the printed code when there are "
        f"{the.evening_phones} or more, by a visit's token never",
    }


def _crowd(crowd: Any) -> str:
    return f"{crowd.forms} in {_minutes(crowd.within)}"


def _minutes(span: timedelta) -> str:
    return f"{span // timedelta(minutes=1)} minutes"


def _tenths(tenths: int) -> str:
    return f"{tenths / 10:.1f}"


@cache
def _days(seeds: range) -> list[tuple[Any, dict[int, Any]]]:
    from kiosk.domain.survey.quality import signals_of
    from tests.streams import HONEST, KINDS, a_day

    made = [a_day(seed, kind) for seed in seeds for kind in (*KINDS, HONEST)]
    return [(day, signals_of(day.seen, day.counter)) for day in made]


def _by_kind(seeds: range) -> dict[Any, Any]:
    from tests.streams import Score, score

    found: dict[Any, Any] = {}
    for day, flags in _days(seeds):
        found.setdefault(day.kind, Score()).add(score(day, set(flags)))
    return found


def overall(seeds: range) -> Any:
    """`streams.Score` of all these days together."""
    from tests.streams import Score

    total = Score()
    for one in _by_kind(seeds).values():
        total.add(one)
    return total


def _method(tuning: range, trial: range) -> str:
    return (
        "Each seed makes eight days of one counter: seven with one kind of misuse among honest "
        "visitors, one honest throughout. The numbers above were chosen on seeds "
        f"{tuning.start} to {tuning.stop - 1}; what is shown for other seeds ({trial.start} to "
        f"{trial.stop - 1}) was not used for it. *Marked*: bears any signal.\n"
    )


def _confusion(title: str, seeds: range) -> str:
    from tests.streams import Score

    found: Score = overall(seeds)
    rows = [
        ("misuse", str(found.hit), str(found.missed)),
        ("honest", str(found.false), str(found.honest - found.false)),
    ]
    return (
        f"### {title}\n\n{_table(('Answers', 'Marked', 'Not marked'), rows)}\n"
        f"Precision **{found.precision:.2f}**, recall **{found.recall:.2f}**.\n"
    )


def _mean(seeds: range) -> str:
    """The kinds differ in size; here each weighs the same."""
    kinds = [found for kind, found in _by_kind(seeds).items() if kind]
    recall = sum(one.recall for one in kinds) / len(kinds)
    precision = sum(one.precision for one in kinds) / len(kinds)
    return f"Mean of the seven kinds: precision {precision:.2f}, recall {recall:.2f}.\n"


def _kind_row(kind: str | None, found: Any) -> tuple[str, ...]:
    misuse = found.hit + found.missed
    return (
        kind or "no misuse",
        str(misuse),
        str(found.hit),
        f"{found.recall:.2f}" if misuse else "",
        str(found.honest),
        f"{found.false} ({_percent(found.false, found.honest)})",
        f"{found.precision:.2f}" if misuse else "",
    )


def _signal_rows(seeds: range) -> list[tuple[str, ...]]:
    from kiosk.domain.survey.signal import Signal

    rows = []
    for signal in Signal:
        marked = [
            number in day.misuse
            for day, flags in _days(seeds)
            for number, found in flags.items()
            if found & signal
        ]
        hit = sum(marked)
        rows.append(
            (f"`{signal.name}`", str(hit), str(len(marked) - hit), f"{hit / len(marked):.2f}")
        )
    return rows


def _rarer(seeds: range) -> str:
    """Precision depends on how much misuse there is; these days hold a lot of it."""
    kinds = dict(_by_kind(seeds))
    calm = kinds.pop(None)
    told = [f"one day in {days}: {_precision_at(kinds, calm, days):.2f}" for days in (2, 5, 10, 20)]
    return (
        "Seven days in eight of the table hold misuse. Precision falls where there is less of it, "
        "and a head of unit should know it: with misuse on " + "; ".join(told) + ". Recall stays. "
        f"On days without any, {_percent(calm.false, calm.honest)} of answers bear a signal.\n"
    )


def _precision_at(kinds: dict[Any, Any], calm: Any, days: int) -> float:
    hit = sum(one.hit for one in kinds.values()) / len(kinds)
    false = sum(one.false for one in kinds.values()) / len(kinds)
    return float(hit / (hit + false + (days - 1) * calm.false))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def main() -> None:
    sys.path.insert(0, str(ROOT))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="write docs/signals.md")
    if parser.parse_args().update:
        TARGET.write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())


if __name__ == "__main__":
    main()
