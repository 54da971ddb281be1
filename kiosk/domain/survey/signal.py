"""What may be odd about an answer, in words that accuse nobody.

A signal is a hint, never a proof: it refuses nothing and deletes nothing. Whoever runs a unit
looks, and may propose to leave the answer out of the index, which takes a second person.
"""

from enum import IntFlag


class Signal(IntFlag):
    """Stored as the sum of its numbers; a number once used keeps its meaning."""

    BURST = 1
    TOO_FAST = 2
    STRAIGHT_LINE = 4
    MORE_THAN_VISITS = 8
    CLOSING_CLUSTER = 16
    CONTRADICTION = 32
    OUTSIDE_HOURS = 64

    @property
    def label(self) -> str:
        """Of one signal, a few words."""
        return _WORDS[self][0]

    @property
    def why(self) -> str:
        """Of one signal: what was seen, and what else may explain it."""
        return _WORDS[self][1]


NONE = Signal(0)
HINT = (
    "Tanda adalah petunjuk, bukan bukti: jawaban yang bertanda tetap dihitung, kecuali dua orang "
    "sepakat mengeluarkannya."
)


def read(flags: int) -> tuple[Signal, ...]:
    """The signals in a stored sum, in the order of their numbers; unknown bits are passed over."""
    return tuple(one for one in Signal if one & flags)


_WORDS = {
    Signal.BURST: (
        "Beruntun",
        "Lebih banyak jawaban dalam waktu singkat daripada yang lazim dilayani satu loket. "
        "Bisa juga rombongan yang mengisi bersama.",
    ),
    Signal.TOO_FAST: (
        "Sangat cepat",
        "Diisi lebih cepat daripada orang lazimnya membaca pertanyaan. "
        "Bisa juga pengunjung yang sudah hafal isinya.",
    ),
    Signal.STRAIGHT_LINE: (
        "Seragam",
        "Semua nilainya sama, dan diisi cepat atau bersama sejumlah jawaban yang persis serupa. "
        "Banyak pengunjung yang puas juga memberi nilai yang sama.",
    ),
    Signal.MORE_THAN_VISITS: (
        "Melebihi kunjungan",
        "Jawaban hari itu lebih banyak daripada kunjungan yang tercatat di loket. Yang ditandai "
        "sebanyak selisihnya, mulai dari yang paling cepat diisi; bisa juga kunjungan yang lupa "
        "dicatat.",
    ),
    Signal.CLOSING_CLUSTER: (
        "Menumpuk saat tutup",
        "Datang berkelompok menjelang atau sesudah loket tutup. "
        "Bisa juga antrean terakhir yang mengisi sebelum pulang.",
    ),
    Signal.CONTRADICTION: (
        "Bertentangan",
        "Wajah yang dipilih berlawanan dengan rata-rata nilainya. "
        "Bisa jadi skalanya terbaca terbalik.",
    ),
    Signal.OUTSIDE_HOURS: (
        "Di luar jam layanan",
        "Diisi di luar jam layanan yang tercatat. "
        "Bisa juga ada layanan di luar jadwal yang belum dicatat.",
    ),
}
