"""Steps of a restore and of its weekly drill: unpack beside, prove, move in, bring up to date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.domain.upkeep.backup import DamagedBackup, UnfitPlace
from kiosk.domain.upkeep.schema import HEAD
from kiosk.flows import backing
from kiosk.flows.backing import Hands, Tell
from kiosk.store.backup import archive, contents, places, postgres, snapshot
from kiosk.store.backup.archive import Inside
from kiosk.store.backup.places import Place
from kiosk.store.backup.snapshot import NAMES, POSTGRESQL, SQLITE
from kiosk.store.engine import elsewhere, transaction
from kiosk.store.moving import upgrading
from kiosk.store.people import sessions
from kiosk.store.shelves.at import shelf_at

SCRATCH = ".pemulihan-"
_NO_ROOM = "Ruang kosong tidak cukup untuk memulihkan. Kosongkan cakram, lalu ulangi."


@dataclass(frozen=True)
class Restored:
    """``odd``: attachments whose content is not what their name says: it was so when they were
    backed up. ``settled``: what was erased again."""

    made_at: datetime
    rows: int
    files: int
    chains: int
    odd: int
    settled: str
    aside: Path | None = None


def put_back(
    source: Path, keys: Sequence[str], place: Place, stamp: str, hands: Hands, tell: Tell
) -> Restored:
    """Raises `WrongKey` with nothing written, `DamagedBackup` and `UnfitPlace` with nothing
    changed. What was there goes into a folder beside; the caller looked whether it may."""
    place.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    backing.sweep_scratch(place.instance, SCRATCH)
    with backing.told_when_full(_NO_ROOM), backing.scratch(place.instance, SCRATCH) as folder:
        tell("Membuka dan memeriksa cadangan")
        inside = archive.read(source, list(keys), folder)
        expected = check_fit(inside, place)
        shelf_at(place.uploads).look()
        if place.sqlite:
            tell("Menghitung baris dan menelusuri rantai")
            backing.examined(inside, folder, hands, expected)
        tell("Memindahkan ke tempatnya")
        places.begin(place)
        aside = places.set_aside(place, stamp)
        name = NAMES[str(inside.header["engine"])]
        places.move_in(place, folder, name)
        if not place.sqlite:
            tell("Memuat basis data")
            _load(folder / name, place.database_url, expected)
    restored = _brought_up(inside, place, hands, tell, aside)
    places.finish(place)
    return restored


def check_fit(inside: Inside, place: Place) -> dict[str, int]:
    """The rows of each table it should hold. Raises `UnfitPlace`, `DamagedBackup`."""
    engine = SQLITE if place.sqlite else POSTGRESQL
    if inside.header.get("engine") != engine:
        raise UnfitPlace(
            "Cadangan ini dari %(theirs)s, KIOSK_DATABASE_URL menunjuk %(ours)s. Pulihkan ke jenis "
            "yang sama, lalu pindahkan dengan kiosk copy.",
            theirs=inside.header.get("engine"),
            ours=engine,
        )
    if str(inside.header.get("schema")) > HEAD:
        raise UnfitPlace("Cadangan ini dari versi program yang lebih baru. Pasang versi itu dulu.")
    return expected_of(inside)


def expected_of(inside: Inside) -> dict[str, int]:
    """Rows of each table, as counted when it was made. Raises `DamagedBackup`."""
    try:
        return {str(name): int(many) for name, many in inside.header["counts"].items()}
    except (KeyError, AttributeError, ValueError, TypeError) as wrong:
        raise DamagedBackup("Cadangan ini tidak menyebut isinya.") from wrong


def _load(dumped: Path, database_url: str, expected: dict[str, int]) -> None:
    postgres.restore(dumped, database_url)
    with elsewhere(database_url):
        backing.compare(snapshot.counts_here(), expected)


def _brought_up(
    inside: Inside, place: Place, hands: Hands, tell: Tell, aside: Path | None
) -> Restored:
    with elsewhere(place.database_url) as opened:
        tell("Memutakhirkan skema dan menghapus lagi yang sudah dihapus")
        upgrading.upgrade(opened)
        hands.prepare()
        with transaction():
            sessions.end_everybodys()
        settled = hands.settle(place.instance, place.uploads)
        tell("Memeriksa hasilnya")
        chains = hands.walk(place.instance)
        if not hands.is_ready():
            raise DamagedBackup("Program tidak dapat bekerja di atas hasil pemulihan ini.")
    files, odd = counted(inside)
    rows = sum(inside.header["counts"].values())
    made_at = datetime.fromisoformat(inside.header["made_at"])
    return Restored(made_at, rows, files, chains, odd, settled, aside)


def counted(inside: Inside) -> tuple[int, int]:
    """Files of the installation, and how many attachments are not what their name says."""
    ours = {name: told for name, told in inside.files.items() if "/" in name}
    odd = [
        name
        for name, (_size, digest) in ours.items()
        if name.startswith(f"{contents.UPLOADS}/") and name.rpartition("/")[2] != digest
    ]
    return len(ours), len(odd)
