"""From a low answer in the survey to the subject of a complaint: nothing is asked twice."""

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.domain.complaint.kinds import Category

_OF_UNSUR: Mapping[str, Category] = MappingProxyType(
    {
        "persyaratan": Category.REQUIREMENTS,
        "prosedur": Category.PROCEDURE,
        "informasi": Category.PROCEDURE,
        "waktu": Category.TIME,
        "respon": Category.TIME,
        "biaya": Category.FEE,
        "perilaku": Category.CONDUCT,
        "kompetensi": Category.CONDUCT,
        "diskriminasi": Category.CONDUCT,
        "sarana": Category.FACILITIES,
        "kecurangan": Category.ABUSE,
        "imbalan": Category.GRATIFICATION,
        "pungli": Category.LEVY,
        "percaloan": Category.BROKER,
        "manipulasi": Category.ABUSE,
        "jabatan": Category.ABUSE,
        "pengaruh": Category.ABUSE,
        "curang": Category.ABUSE,
        "rahasia": Category.GRATIFICATION,
        "hadiah": Category.GRATIFICATION,
        "tambahan": Category.LEVY,
        "pembayaran": Category.FEE,
    }
)
"""Unsur of SKM, SPKP and SPAK. A low SPAK answer says that something was asked for or paid."""


def category_of(unsur: str) -> Category:
    return _OF_UNSUR.get(unsur, Category.OTHER)
