"""The shipped systemd unit: understood by systemd, reaching little, starting what is there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from kiosk.config import Config
from tests.services.front import PROJECT
from tests.services.tools import require

UNIT = PROJECT / "deploy" / "systemd" / "suara-loket.service"
EXAMPLE = UNIT.with_name("suara-loket.env.example")
MOST_EXPOSED = 1.5
"""By systemd's own measure, 0 to 10."""


def analysed(*words: str) -> str:
    tool = require("systemd-analyze")
    said = subprocess.run([tool, *words], capture_output=True, text=True, check=False)
    return said.stdout + said.stderr


def settings() -> dict[str, str]:
    text = UNIT.read_text()
    return dict(re.findall(r"^(\w+)=(.*)$", text, re.M))


def test_systemd_understands_every_line(tmp_path: Path) -> None:
    there = UNIT.read_text().replace("/opt/suara-loket/.venv/bin/kiosk", "/bin/true")
    copy = tmp_path / UNIT.name
    copy.write_text(there)
    assert analysed("verify", "--man=no", str(copy)) == ""


def test_a_broken_program_would_reach_little() -> None:
    told = analysed("security", "--offline=yes", "--no-pager", str(UNIT))
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", told)
    assert found
    assert float(found[1]) <= MOST_EXPOSED


def test_what_it_writes_is_closed_to_others_and_it_has_time_to_end() -> None:
    given = settings()
    assert (given["StateDirectoryMode"], given["UMask"], given["LimitCORE"]) == (
        "0700",
        "0077",
        "0",
    )
    assert given["StateDirectory"] == "suara-loket"
    # gunicorn waits 25 seconds for answers under way, `kiosk serve` 30 for the jobs.
    assert int(given["TimeoutStopSec"]) > 30
    assert given["ExecStart"].endswith("kiosk serve --host 127.0.0.1 --port 8000")
    assert int(given["LimitNOFILE"]) >= 1024


def test_the_example_of_its_environment_is_taken_as_it_stands() -> None:
    """With every line that is commented out, too."""
    lines = re.findall(r"^#?(KIOSK_\w+)=(.*)$", EXAMPLE.read_text(), re.M)
    config = Config.from_env(dict(lines))
    assert str(config.instance_dir) == "/var/lib/suara-loket"
    assert (config.public_url, config.proxy_hops) == ("https://skm.contoh.go.id", 1)
    assert len(lines) >= 7
