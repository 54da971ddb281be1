"""The papan hasil as plain values: for JSON, and to be frozen beside a proposal."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from kiosk.domain.complaint.handling_counts import month_key
from kiosk.domain.zi.basis import Basis
from kiosk.domain.zi.board import KINERJA, PENGUNGKIT, Board, LkeLine
from kiosk.domain.zi.board_text import margin_text, parts
from kiosk.domain.zi.figures import exact
from kiosk.domain.zi.margins import Margin
from kiosk.domain.zi.monthly import Monthly
from kiosk.domain.zi.proof import Proof
from kiosk.domain.zi.targets import Achievement

Values = dict[str, Any]
_NOTHING = Basis("")


def document(board: Board) -> Values:
    """Figures are exact strings, what is unknown is None. The arithmetic of the hasil itself is
    that of ``kiosk hasil --json``."""
    return {
        "digest": board.digest,
        "made": board.made.isoformat(),
        "rules": dict(board.rules),
        "earlier": board.known.earlier,
        "provenance": {
            **{name: _survey(board, name) for name in ("ipak", "ipkp")},
            KINERJA: {**_basis(board, KINERJA, None), **_choice(board)},
            PENGUNGKIT: _basis(board, PENGUNGKIT, None),
        },
        "margins": {code: [_margin(one) for one in found] for code, found in board.margins.items()},
        "trend": [_month(board, one) for one in board.months],
        "targets": [_target(one) for one in board.performance.achievements],
        "lke": _lke(board),
    }


def figure(value: Fraction | None) -> str | None:
    """Exact."""
    return None if value is None else exact(value)


def _survey(board: Board, name: str) -> Values:
    index = board.survey(name)
    return _basis(board, name, index.source.value if index else None)


def _basis(board: Board, name: str, source: str | None) -> Values:
    found = board.basis.get(name)
    basis = found or _NOTHING
    ends = basis.interval
    return {
        "source": source,
        "basis": basis.text if found else None,
        "respondents": basis.respondents,
        "excluded": basis.excluded,
        "flagged": basis.flagged,
        "index_with_excluded": basis.with_excluded,
        "provisional": source == "perkiraan",
        "instrument": basis.instrument,
        "interval": {"low": exact(ends[0]), "high": exact(ends[1])} if ends else None,
        "origin": next(one.origin for one in parts(board) if one.key == name),
        "proofs": [_proof(one) for one in board.proofs.get(name, ())],
    }


def _proof(one: Proof) -> Values:
    return {"name": one.name, "caption": one.caption, "sha256": one.digest}


def _choice(board: Board) -> Values:
    choice, proposal = board.performance.choice, board.performance.proposal
    return {
        "option": board.performance.option,
        "follows": proposal.option,
        "reasons": list(proposal.reasons),
        "followed_when_chosen": choice.follows if choice else None,
        "reason": choice.reason if choice else None,
    }


def _margin(one: Margin) -> Values:
    return {
        "requirement": one.name,
        "label": one.label,
        "measure": one.measure.value,
        "needed": exact(one.needed),
        "value": figure(one.value),
        "margin": figure(one.gap),
        "points": figure(one.points),
        "met": one.met,
        "sentence": margin_text(one),
    }


def _month(board: Board, one: Monthly) -> Values:
    points = one.weighed(board.hasil.kinerja, board.hasil.conversion)
    estimated = points.inputs.ipkp is not None and points.inputs.ipkp.provisional
    return {
        "month": month_key(one.month),
        "ipak": figure(one.ipak),
        "ipkp": figure(one.ipkp),
        "estimate": figure(one.estimate),
        "hasil": figure(points.hasil),
        "provisional": estimated,
        "respondents": dict(zip(("ipak", "ipkp", "ikm"), one.answers, strict=True)),
    }


def _target(one: Achievement) -> Values:
    target = one.target
    return {
        "indicator": target.indicator.value,
        "label": target.indicator.label,
        "measure": target.indicator.measure,
        "target": exact(target.value),
        "this_year": figure(one.this),
        "last_year": figure(one.last),
        "percent": figure(one.percent),
        "better_than_last_year": one.better_than_last,
        "peer": figure(target.peer),
        "peer_source": target.peer_source or None,
        "better_than_peer": one.better_than_peer,
    }


def _lke(board: Board) -> Mapping[str, Any] | None:
    if board.lke is None:
        return None
    return {
        "version": board.lke.title,
        "points": exact(board.lke.points),
        "max": exact(board.lke.most),
        "whole_so_far": exact(board.lke.so_far),
        "open": board.lke.open,
        "items": [_item(one) for one in board.lke.lines],
    }


def _item(one: LkeLine) -> Values:
    return {
        "item": one.code,
        "question": one.question,
        "answer": one.answer,
        "option": one.option or None,
        "value": figure(one.value),
        "origin": one.origin,
        "basis": one.basis or None,
        "proofs": one.proofs,
    }
