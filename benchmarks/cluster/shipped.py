"""The files an operator takes from deploy/cluster, with this machine's addresses put in."""

from collections.abc import Mapping

from benchmarks.cluster.ground import ROOT

FOLDER = ROOT / "deploy" / "cluster"


def shipped(name: str, put_in: Mapping[str, str]) -> str:
    """What is named must stand there: a changed file is noticed. Longer names are put in first."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    absent = [one for one in put_in if one not in text]
    if absent:
        raise LookupError(f"deploy/cluster/{name} has no {absent[0]}")
    for one in sorted(put_in, key=len, reverse=True):
        text = text.replace(one, put_in[one])
    return text
