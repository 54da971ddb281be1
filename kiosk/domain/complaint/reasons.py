"""Why a day of a deadline counts or does not, as sentences with places.

A ticket keeps its days as text, Indonesian, as they were reckoned; to be said in another language
they are read back here. Names of holidays, decrees and office hours are an office's own words.
"""

import re
from collections.abc import Mapping

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
USUAL = "Jam kerja baku"

PAUSED = "jeda: menunggu pelapor"
FIRST_AFTER = "hari ke-0: hari kerja pertama sesudah diterima"
IN_TIME = "hari ke-0: diterima pukul %(at)s, kantor tutup pukul %(closes)s"
TOO_LATE = "diterima pukul %(at)s, %(why)s"
AFTER_HOURS = "sesudah kantor tutup pukul %(closes)s"
USED_UP = "%(why)s; batas jeda sudah habis"
WORKDAY = "hari kerja, %(hours)s"
WEEKEND = "akhir pekan (%(weekday)s)"
CLOSED = "kantor tutup hari %(weekday)s (%(label)s)"
NATIONAL = "libur nasional: %(holiday)s"
JOINT_LEAVE = "cuti bersama: %(holiday)s"
LOCAL = "libur setempat: %(holiday)s"
TEMPLATES = (
    USED_UP,
    PAUSED,
    FIRST_AFTER,
    IN_TIME,
    TOO_LATE,
    AFTER_HOURS,
    WORKDAY,
    WEEKEND,
    CLOSED,
    NATIONAL,
    JOINT_LEAVE,
    LOCAL,
)
"""One that holds another reason comes before those it may hold."""
_PLACE = re.compile(r"%\((\w+)\)s")


def _pattern(template: str) -> re.Pattern[str]:
    parts = _PLACE.split(template)
    # Every second part is the name of a place.
    made = (f"(?P<{part}>.+)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    return re.compile("".join(made), re.DOTALL)


_READ = tuple((template, _pattern(template)) for template in TEMPLATES)


def read(reason: str) -> tuple[str, Mapping[str, str]]:
    """The sentence and what stands in its places (which may be a reason again); what is none of
    these comes back as it is."""
    for template, pattern in _READ:
        found = pattern.fullmatch(reason)
        if found:
            return template, found.groupdict()
    return reason, {}
