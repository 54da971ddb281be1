"""Which of an office's own people a complaint means, however it writes their names.

It errs towards matching: whoever is named must not see the case, and one too many kept away
costs nothing that a colleague cannot make good.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import pairwise

from kiosk.domain.complaint.indonesian import bare, listed

_WORD = re.compile(r"[a-z]{1,40}")
TYPO_FROM = 6
"""Letters from which a word may hold one wrong letter: shorter names differ by one too often."""
LEAST = 3
"""Letters of the shortest word that counts as a name; what is shorter is an initial."""

TITLES = frozenset(
    listed(
        """
    pak bapak bpk bapa ibu bu bunda mama mas mbak kak kaka kakak adik ade abang bang om tante oma
    opa nona nyonya ny tuan tn sdr sdri saudara saudari haji hajjah dokter dr drg drs dra ir prof
    suster bidan perawat mantri petugas pegawai staf kepala camat lurah sekcam kasi kabid bernama
    nama namanya inisial oknum usi bung
    """
    )
)
"""What may stand before a name and makes even a common one a person."""

DEGREES = frozenset(
    listed(
        """
    spd sh se st skm sip sos ssos skom stp mm msi mh mkes mpd map amd amk skep ners spt sst str
    keb gz farm apt pdi mhum msc phd hum kom sag sth thm
    """
    )
)

COMMON = frozenset(
    listed(
        """
    maria yohanes johanes yosef yoseph yusuf petrus paulus paul antonius anton agustinus agus
    fransiskus frans kristina kristian kristianus theresia teresia elisabeth yohana yuliana yulius
    martinus marthen martha markus lukas matius mateus stefanus stefania dominikus ignasius alfonsus
    benediktus blasius bernadus bernadeta bernadete gabriel mikael rafael katarina margaretha
    magdalena veronika anastasia angela lusia fransiska emanuel emilia simon daniel david dewi sri
    siti nur muhammad mohamad ahmad abdul rahman rahmat ali hasan ismail ibrahim wahyu budi bambang
    joko slamet indah putri putra ayu ratna rina yanti yuli eka dwi tri made wayan nyoman ketut
    putu bunga melati mawar kasih setia damai jaya mulia berkat cahya cahaya surya bintang fajar
    hari senin minggu bulan wulan raja ratu sari intan permata murni suci sabar tulus harapan
    sinar utama mega guntur bayu angin tanah laut timur barat selatan utara kupang belu malaka
    alor rote sabu sumba flores ende sikka lembata manggarai ngada timor soe kefa atambua jelita
    loket meja kursi antrean berkas bagian ruang ruangan kantor nomor orang anak rumah desa baik
    benar besar kecil lama baru dari untuk yang dan pada ini itu ada tidak saya kami dengan
    """
    )
)
"""Names that many people bear, and names that are everyday words: alone they name nobody."""

_PARTICLES = frozenset({"bin", "binti", "dos", "van", "den", "von", "der", "las"})


def named_people(text: str, staff_names: Iterable[str]) -> set[str]:
    """Those of ``staff_names`` (as given) that a free text means.

    One uncommon word of a name is enough, or a common one right after a title ("Pak Yohanes"),
    or two words of the name, or a name's only word. Words of `TYPO_FROM` letters and more may
    hold one typing mistake. Time is linear in the text.
    """
    written = _words(text)
    titled = {after for before, after in pairwise(written) if before in TITLES}
    names = {name: _name_words(name) for name in staff_names}
    meant = _meanings(set(written), {word for words in names.values() for word in words})
    sure = {word for word in meant if word not in COMMON or meant[word] & titled}
    return {name for name, words in names.items() if _is_meant(words, meant.keys(), sure)}


def _is_meant(words: Set[str], met: Set[str], sure: Set[str]) -> bool:
    hits = words & met
    return bool(hits & sure) or len(hits) >= 2 or (len(words) == 1 and bool(hits))


def _words(text: str) -> list[str]:
    return _WORD.findall(bare(text))


def _name_words(name: str) -> frozenset[str]:
    """The words of a name that tell one person from another, titles and degrees left out."""
    words = {word for word in _words(name) if len(word) >= LEAST}
    return frozenset(words - TITLES - DEGREES - _PARTICLES) or frozenset(words)


def _meanings(written: Set[str], names: Set[str]) -> Mapping[str, Set[str]]:
    """Each name word met to the written words that mean it."""
    found: dict[str, set[str]] = {word: {word} for word in written & names}
    shortened: dict[str, list[str]] = {}
    for name in names:
        if len(name) >= TYPO_FROM:
            for form in forms(name):
                shortened.setdefault(form, []).append(name)
    for word in written - COMMON - TITLES:
        if len(word) >= TYPO_FROM - 1:
            for name in {name for form in forms(word) for name in shortened.get(form, ())}:
                if one_slip(word, name):
                    found.setdefault(name, set()).add(word)
    return found


def forms(word: str) -> Iterator[str]:
    """The word, and it with any one letter left out: words one slip apart share one of these."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def one_slip(one: str, other: str) -> bool:
    """Whether at most one letter is wrong, missing, too many, or swapped with its neighbour."""
    if len(one) > len(other):
        one, other = other, one
    same = next((at for at, letter in enumerate(one) if letter != other[at]), len(one))
    rest, there = one[same:], other[same:]
    if len(one) < len(other):
        return rest == there[1:]
    return rest[1:] == there[1:] or (rest[1::-1] == there[:2] and rest[2:] == there[2:])
