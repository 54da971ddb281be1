"""`make supply`: what the running system is made of, and what is known against it.

Writes `docs/sbom.cdx.json` (CycloneDX) and `docs/licences.md` from the pins and the installed
packages; then looks for secrets in every file and asks pip-audit. Exit status 1 where something is
found; what no network could answer is said, and is no pass.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PINS = ROOT / "requirements" / "run.txt"
SBOM = ROOT / "docs" / "sbom.cdx.json"
LICENCES = ROOT / "docs" / "licences.md"
KNOWN = ROOT / "scripts" / "known-secrets.json"
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)", re.M)
ELSEWHERE = {
    "brotlicffi": "MIT",  # PyPy only
    "colorama": "BSD-3-Clause",  # Windows only
    "pyrage": "MIT",  # its metadata names none; its repository does
}
"""Licences of pinned packages that are not installed here, or that do not say."""
NAMES = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "Other/Proprietary License": "a permission of Denso Wave for the name QR Code",
}


def pins() -> dict[str, str]:
    """Package to version, as locked for the running system."""
    return dict(PIN.findall(PINS.read_text()))


def licence(package: str) -> str:
    """In the package's own words, shortened; raises `LookupError` where nobody knows."""
    if package in ELSEWHERE:
        return ELSEWHERE[package]
    told = metadata.metadata(package)
    if expression := told.get("License-Expression"):
        return str(expression)
    classes = [one.split(" :: ")[-1] for one in told.get_all("Classifier") or []
               if one.startswith("License :: ") and one.count(" :: ") > 1]  # fmt: skip
    named = " or ".join(NAMES.get(one, one) for one in classes) or told.get("License") or ""
    if not named:
        raise LookupError(f"{package}: no licence is known; look it up and add it to ELSEWHERE")
    return named


def sbom(found: dict[str, str]) -> str:
    """CycloneDX 1.6, the same for the same pins; hashes stand in `requirements/run.txt`."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "sbom.json"
        subprocess.run(
            [Path(sys.executable).with_name("cyclonedx-py"), "requirements", PINS, "--of", "JSON",
             "--output-reproducible", "-o", out],
            check=True, capture_output=True,
        )  # fmt: skip
        document = json.loads(out.read_text())
    # Of the tool, not of ours; and addresses of registries belong to no project.
    document.get("metadata", {}).pop("tools", None)
    document["components"] = [_slim(one, found) for one in document["components"]]
    return json.dumps(document, indent=1, sort_keys=True) + "\n"


def _slim(component: dict[str, Any], found: dict[str, str]) -> dict[str, Any]:
    kept = {key: component[key] for key in ("bom-ref", "name", "purl", "type", "version")}
    assert found[component["name"]] == component["version"]
    return kept | {"licenses": [{"license": {"name": licence(component["name"])}}]}


def licences(found: dict[str, str]) -> str:
    rows = [f"| {name} | {version} | {licence(name)} |" for name, version in found.items()]
    head = (
        "# Licences\n\nOf every package the running system may install, as `make supply` wrote it "
        "from the packages' own metadata.\nSuara Loket itself is MIT. pyphen may be taken under "
        "any one of its three; psycopg is used unchanged, as a library.\n\n"
        "| package | version | licence |\n|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def secrets() -> list[str]:
    """Places that look like a secret and are not in the list of looked-at ones."""
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT)
    names = [one for one in listed.stdout.split() if (ROOT / one).suffix not in OPAQUE]
    told = subprocess.run(
        [Path(sys.executable).with_name("detect-secrets"), "scan", "--no-verify", *names],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    known = json.loads(KNOWN.read_text()) if KNOWN.exists() else []
    return sorted(set(_marks(json.loads(told.stdout)["results"])) - set(known))


OPAQUE = {".png", ".woff2", ".ico", ".xlsx", ".xz", ".gz", ".pdf", ".po", ".pot", ".svg"}


def _marks(results: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    for name, hits in results.items():
        yield from (f"{name} {one['type']} {one['hashed_secret'][:12]}" for one in hits)


def vulnerabilities() -> tuple[list[str], int]:
    """What is known against the pins; and how many packages nobody could tell about."""
    told = subprocess.run(
        [Path(sys.executable).with_name("pip-audit"), "-r", PINS, "--require-hashes",
         "--disable-pip", "-f", "json", "--progress-spinner", "off"],
        capture_output=True, text=True,
    )  # fmt: skip
    if not told.stdout.startswith("{"):
        return [], len(pins())
    every = json.loads(told.stdout)["dependencies"]
    hits = [f"{one['name']} {one['version']}: {bad['id']}"
            for one in every for bad in one.get("vulns", [])]  # fmt: skip
    return hits, sum("skip_reason" in one for one in every)


def main() -> int:
    found = pins()
    SBOM.write_text(sbom(found))
    LICENCES.write_text(licences(found))
    new = secrets()
    if "--accept-secrets" in sys.argv:
        known = json.loads(KNOWN.read_text()) if KNOWN.exists() else []
        KNOWN.write_text(json.dumps(sorted({*known, *new}), indent=1) + "\n")
        new = []
    hits, unknown = vulnerabilities()
    out = sys.stdout.write
    out(f"{len(found)} packages; {SBOM.relative_to(ROOT)}, {LICENCES.relative_to(ROOT)} written\n")
    out("".join(f"looks like a secret: {one}\n" for one in new))
    out("".join(f"known vulnerability: {one}\n" for one in hits))
    out(f"pip-audit could not ask about {unknown} packages\n" if unknown else "")
    return 1 if new or hits else 0


if __name__ == "__main__":
    raise SystemExit(main())
