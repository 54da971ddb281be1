"""Figures of the installation as Prometheus reads them (text format 0.0.4). No names, no codes of
people or tickets: what is counted is the machine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

TYPE = "text/plain; version=0.0.4; charset=utf-8"
PREFIX = "suara_loket_"


@dataclass(frozen=True)
class Gauge:
    """``value`` None: there is none, and no line of it."""

    name: str
    told: str
    value: float | None
    labels: Mapping[str, str] = field(default_factory=dict)


def written(gauges: Iterable[Gauge]) -> str:
    """Gauges of one name stand together, under one help line."""
    lines, before = [], ""
    for one in gauges:
        if one.value is None:
            continue
        if one.name != before:
            before = one.name
            lines += [f"# HELP {PREFIX}{one.name} {one.told}", f"# TYPE {PREFIX}{one.name} gauge"]
        lines.append(f"{PREFIX}{one.name}{_labels(one.labels)} {one.value:g}")
    return "\n".join(lines) + "\n"


def _labels(labels: Mapping[str, str]) -> str:
    told = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{told}}}" if told else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
