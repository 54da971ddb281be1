"""The one family of errors that carry a sentence a person can act on."""


class Refusal(Exception):
    """Something was refused, and nothing was changed.

    ``template`` is an Indonesian sentence with ``%(name)s`` places; it is also the
    catalogue's key, so a front may show it in another language with the same ``values``.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template % self.values if self.values else self.template


class Busy(Refusal):
    """The database stayed locked or out of reach for longer than a person should wait."""


class Unprepared(Busy):
    """There is a database, but `kiosk init` has not made its tables."""


class Damaged(Busy):
    """The database is damaged: nothing is written until it was put right."""

    def __init__(self) -> None:
        super().__init__(
            "Layanan ini sedang diperbaiki, jadi yang Anda kirim belum tersimpan. Simpan tulisan "
            "Anda, lalu coba lagi nanti, atau sampaikan langsung kepada petugas."
        )


class TooLong(Busy):
    """A look at the database lasted longer than one may: it would pin the write-ahead log."""

    def __init__(self) -> None:
        super().__init__(
            "Data yang diminta terlalu banyak untuk dibaca sekaligus. Pilih periode atau unit yang "
            "lebih kecil, lalu coba lagi."
        )


class Full(Refusal):
    """The database has no room left: nothing was kept, reading still works."""

    def __init__(self) -> None:
        super().__init__(
            "Penyimpanan kami penuh, jadi yang Anda kirim belum tersimpan. Coba lagi nanti, atau "
            "sampaikan langsung kepada petugas."
        )
