"""What a web process loads: memory of a small box is spent on what its citizens use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.services.databases import settings

if TYPE_CHECKING:
    from pathlib import Path

UNUSED = {
    "alembic": "9 MB, for commands that change the schema",
    "psycopg": "9 MB, for PostgreSQL",
    "PIL": "4 MB, for crests, documents and proof",
    "pyrage": "1 MB, where backups are encrypted",
    "weasyprint": "for documents, which a process of their own makes",
    "openpyxl": "for documents",
    "docx": "for documents",
    "smtplib": "with what reads headers 2 MB, for the jobs, which send",
}


def test_an_office_on_sqlite_carries_no_library_that_it_has_no_use_for(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    asked = (
        "import sys, json; from kiosk.app import create_app; create_app(migrates=False);"
        "from kiosk.flows.upkeep import check_start, look_sound;"
        "print(json.dumps(sorted(one for one in sys.modules if '.' not in one)))"
    )
    given = os.environ | settings(f"sqlite:///{tmp_path / 'x.db'}", tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", asked], env=given, capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout))
    assert "sqlalchemy" in loaded
    assert not loaded & UNUSED.keys()
