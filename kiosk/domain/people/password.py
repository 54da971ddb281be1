"""What a password must be: long, and not one that others try first.

Nothing about capitals, digits or signs, and no forced renewal: both make passwords worse
(ASVS 5.0 6.2.5, 6.2.10; NIST SP 800-63B 5.1.1.2).
"""

import hashlib
import re
from collections.abc import Callable, Iterable

from kiosk.domain.refusal import Refusal

SHORTEST, LONGEST = 12, 128
_OFFICE = (
    "indonesia", "merdeka", "garuda", "pancasila", "pelayanan", "suara", "loket", "suaraloket",
    "alhamdulillah", "bismillah", "katasandi", "rahasia", "pemerintah", "kabupaten",
    "kecamatan", "kelurahan", "disdukcapil", "dukcapil", "pegawai", "petugas", "administrator",
)  # fmt: skip
"""Words an Indonesian office's passwords are made of, which the breach list hardly knows."""


class WeakPassword(Refusal):
    """Others would try it early; another one is needed."""


def mark_of(password: str) -> str:
    """A password as the list of common ones holds it: 40 bits in hex."""
    return hashlib.sha256(password.lower().encode("utf-8", "replace")).hexdigest()[:10]


def check(password: str, personal: Iterable[str], is_common: Callable[[str], bool]) -> None:
    """``personal``: e-mail and name of its owner. Raises `WeakPassword` with what to do."""
    if len(password) < SHORTEST:
        raise WeakPassword(
            "Kata sandi sedikitnya %(least)s karakter. Beberapa kata yang mudah Anda ingat lebih "
            "aman daripada satu kata yang rumit.",
            least=SHORTEST,
        )
    if len(password) > LONGEST:
        raise WeakPassword("Kata sandi paling banyak %(most)s karakter.", most=LONGEST)
    if any(_is_known(one, is_common) for one in _readings(password)):
        raise WeakPassword(
            "Kata sandi ini termasuk yang paling sering dicoba orang. Pilih yang lain, misalnya "
            "beberapa kata yang tidak berhubungan."
        )
    if _left_over(password, personal) < SHORTEST // 2:
        raise WeakPassword(
            "Kata sandi ini hampir seluruhnya nama atau alamat surel Anda. Pilih yang lain."
        )


def _readings(password: str) -> set[str]:
    """The password, what repeats in it, and its word without the digits and signs around it."""
    plain = password.lower()
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    joined = re.sub(r"[\W_]", "", plain)
    found = {plain, _period(plain), joined, _period(joined)}
    # A short word with a year behind it is a common password; a sentence with one is not, and
    # neither are digits with a letter among them.
    if len(plain) <= 2 * len(core) and len(core) < SHORTEST:
        found |= {core, _period(core)}
    return found


def _period(text: str) -> str:
    """The shortest piece that, repeated, gives ``text``."""
    return text[: (text + text).find(text, 1)] if text else ""


def _is_known(text: str, is_common: Callable[[str], bool]) -> bool:
    return len(text) < 4 or text in _OFFICE or _is_row(text) or is_common(text)


_ROWS = ("1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


def _is_row(text: str) -> bool:
    """Whether it runs along an alphabet or a keyboard, there or back."""
    return any(text in row * 4 or text in row[::-1] * 4 for row in _ROWS)


def _left_over(password: str, personal: Iterable[str]) -> int:
    """Letters that are not the owner's own names."""
    rest = password.lower()
    words = {w for one in personal for w in re.split(r"[\W_]+", one.lower()) if len(w) > 2}
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(re.sub(r"[\W_]", "", rest))
