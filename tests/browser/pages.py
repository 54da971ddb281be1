"""Every kind of page there is, for tests that look at all of them."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser.installation import ALONE, COUNTER, GONE, LONG, SIX, YELLOW, Site
from tests.browser.people import Head, Visitor


@dataclass(frozen=True)
class Kind:
    """A path, in which {unit} and {month} are the demo's; the status where it is an error; who
    comes to see it."""

    path: str
    refused: int | None = None
    who: type[Visitor] = Visitor


PAGES = {
    "home": Kind("/"),
    "home, found": Kind("/?q=dinas"),
    "home, nothing found": Kind("/?q=zzzz"),
    "home, unknown code": Kind("/?kode=7F3I", 404),
    "landing": Kind(f"/s/{COUNTER}"),
    "landing, yellow": Kind(f"/s/{YELLOW}"),
    "survey": Kind(f"/s/{COUNTER}/nilai"),
    "survey in English": Kind(f"/s/{COUNTER}/nilai?bahasa=en"),
    "survey of one service": Kind(f"/s/{ALONE}/nilai"),
    "survey, scale of six": Kind(f"/s/{SIX}/nilai"),
    "survey, four instruments": Kind(f"/s/{LONG}/nilai"),
    "complaint": Kind(f"/s/{COUNTER}/aduan"),
    "complaint in English": Kind(f"/s/{COUNTER}/aduan?bahasa=en"),
    "complaint, protected": Kind(f"/s/{COUNTER}/integritas"),
    "tracking": Kind("/lacak"),
    "thanks, with an offer": Kind(f"/s/{COUNTER}/terima-kasih?kategori=waktu"),
    "public handling": Kind("/publik/{unit}/pengaduan"),
    "thanks": Kind(f"/s/{COUNTER}/terima-kasih"),
    "error 404": Kind("/s/NADA0000", 404),
    "visit, not valid": Kind("/t/TIDAKADA", 410),
    "error 410": Kind(f"/s/{GONE}", 410),
    "sign-in": Kind("/admin/masuk"),
    "desk": Kind("/admin/", who=Head),
    "units": Kind("/admin/unit", who=Head),
    "ikm": Kind("/admin/ikm/{unit}/{month}", who=Head),
    "ikm of a year": Kind("/admin/ikm/{unit}/{year}", who=Head),
    "ikm, nobody answered": Kind("/admin/ikm/{unit}/2019-01", who=Head),
    "handling, nothing received": Kind("/admin/penanganan/{unit}", who=Head),
    "hasil": Kind("/admin/hasil/{unit}/{year}", who=Head),
    "hasil, nothing known": Kind("/admin/hasil/{unit}/2019", who=Head),
    "points": Kind("/admin/loket/{unit}", who=Head),
}

# What a unit head edits, all of one make: looked at in one go.
FORMS = (
    "/admin/unit/{unit}", "/admin/unit/{unit}/ubah", "/admin/layanan/{unit}",
    "/admin/layanan/{unit}/tambah", "/admin/loket/{unit}/tambah", "/admin/poster/{unit}",
    "/admin/instrumen/{unit}", "/admin/instrumen/{unit}/tambah", "/admin/kalender/{unit}",
    "/admin/kalender/{unit}/tambah", "/admin/kalender/{unit}/impor", "/admin/kalender/{unit}/jam",
    "/admin/pengaturan/unit/{unit}", "/admin/pegawai/unit/{unit}", "/admin/pegawai/undang",
    "/admin/jawaban/{unit}", "/admin/cari?q=loket", "/admin/akun/", "/admin/akun/sesi",
    "/admin/akun/kata-sandi", "/admin/tablet/{unit}", "/admin/layani", "/admin/kunci-api/{unit}",
)  # fmt: skip


def path_of(name: str, site: Site) -> str:
    """Of a page by its name here; a path stands for itself."""
    month = site.head.rpartition("/")[2]
    path = PAGES[name].path if name in PAGES else name
    return path.format(unit=site.inside.unit, month=month, year=month[:4])
