"""Answers of the LKE out of the counter's own data, each with what it rests on.

Decision 0038 says item by item what data can tell. An item that is not in `ITEMS` is a person's.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kiosk.domain.zi import automatic_complaints as complaints
from kiosk.domain.zi import automatic_surveys as surveys
from kiosk.domain.zi.automatic_answer import Automatic, Rules, Source, rules_from
from kiosk.domain.zi.facts import Facts, Scope

__all__ = ["ITEMS", "Automatic", "Rules", "Source", "answers", "rules_from"]

_Answer = Callable[[Facts, Rules], Automatic]
_ANSWERS: Mapping[str, _Answer] = MappingProxyType(
    {
        "V.p.iii.a": complaints.policy,
        "V.p.iii.b": complaints.followed_up,
        "V.p.iii.c": complaints.regular("V.p.iii.c", Scope.COMPLAINTS),
        "V.p.iii.d": complaints.carried_out("V.p.iii.d", Scope.COMPLAINTS),
        "V.p.iv.a": complaints.lane,
        "V.p.iv.b": complaints.regular("V.p.iv.b", Scope.WBS),
        "V.p.iv.c": complaints.carried_out("V.p.iv.c", Scope.WBS),
        "V.r.ii.a": complaints.handled,
        "VI.p.i.c": surveys.reviewed,
        "VI.p.i.d": surveys.standards,
        "VI.p.iii.a": complaints.media,
        "VI.p.iii.b": complaints.managers,
        "VI.p.iii.c": complaints.regular("VI.p.iii.c", Scope.COMPLAINTS),
        "VI.p.iv.a": surveys.frequency,
        "VI.p.iv.b": surveys.publication,
        "VI.p.iv.c": surveys.follow_up,
        "VI.r.i.a": surveys.efforts,
        "VI.r.ii.a": complaints.responsive,
    }
)
ITEMS = tuple(_ANSWERS)


def answers(facts: Facts, rules: Rules) -> dict[str, Automatic]:
    """Item to its answer, for every item of `ITEMS`."""
    return {item: answer(facts, rules) for item, answer in _ANSWERS.items()}
