"""What ``kiosk report ikm`` says beside an IPAK or IPKP: the same index on the scale of 4."""

from typing import Any

from kiosk.domain.rounding import half_up, written
from kiosk.domain.zi.index_year import by_other_rule, found_of
from kiosk.flows.measuring import IkmReport
from kiosk.i18n import number

SURVEYS = ("spak", "spkp")


def document(report: IkmReport) -> dict[str, Any]:
    """``four`` None without an index; nothing for a survey that is not asked for the hasil."""
    if report.instrument.survey not in SURVEYS:
        return {}
    if report.ikm is None:
        return {"four": None}
    found, other = found_of(report.ikm), by_other_rule(report.ikm, report.instrument, report.method)
    return {
        "four": {
            "index": str(half_up(found.four, 2)),
            "unrounded": written(found.four),
            "low": None if found.low is None else str(half_up(found.low, 2)),
            "high": None if found.high is None else str(half_up(found.high, 2)),
            "conversion": report.method.conversion,
            "other_conversion": other
            and {"conversion": other.rule, "index": str(half_up(other.four, 2))},
        }
    }


def lines(report: IkmReport) -> list[str]:
    if report.instrument.survey not in SURVEYS or report.ikm is None:
        return []
    found, other = found_of(report.ikm), by_other_rule(report.ikm, report.instrument, report.method)
    line = f"Skala 4     {number(half_up(found.four, 2))}"
    if found.low is not None and found.high is not None:
        line += f", selang {number(half_up(found.low, 2))} sampai {number(half_up(found.high, 2))}"
    if other is None:
        return [line]
    told = f"            dengan {report.method.conversion}; dengan {other.rule} "
    return [line, told + number(half_up(other.four, 2))]
