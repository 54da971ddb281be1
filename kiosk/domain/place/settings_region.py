"""Settings of an installation that is one region of a nation."""

import re

from kiosk.domain.place.setting import Setting

NOT_TAKING_PART = "tidak"
CODE, KIND = "kode-wilayah", "jenis-unit"
_CODE = re.compile(r"[1-9][0-9](\.[0-9]{2})?")
_KIND = re.compile(r"[a-z][a-z0-9-]{1,29}")


def is_code(given: str) -> bool:
    """ "53" or "53.71": a province or a regency by the ministry's list."""
    return _CODE.fullmatch(given) is not None


def _is_kind(given: str) -> bool:
    return _KIND.fullmatch(given) is not None


REGION = (
    Setting(
        CODE,
        NOT_TAKING_PART,
        "tidak, atau kode Kemendagri provinsi atau kabupaten/kota, misalnya 53 atau 53.71",
        "Wilayah instalasi ini dalam angka nasional; tidak boleh sama dengan instalasi lain. Unit "
        "di provinsi lain dapat diberi kodenya sendiri. Dengan tidak, angka tidak disiapkan.",
        lambda given: given == NOT_TAKING_PART or is_code(given),
    ),
    Setting(
        KIND,
        "lainnya",
        "satu kata kecil, misalnya dukcapil, puskesmas atau kelurahan",
        "Jenis unit dalam angka nasional, sama ejaannya di semua wilayah; berlaku juga bagi unit "
        "di bawahnya.",
        _is_kind,
    ),
)
