"""Makes one file anew, in a process that may do nothing else.

``python -m kiosk.media.worker FORMAT MOST_PIXELS`` reads the file from standard input and writes
to standard output either ``ok LENGTH LENGTH`` and, after a line end, the new file and its
thumbnail (length 0: none), or ``no REASON``. Decoders of pictures and PDFs are where a hostile
file does its harm, so this process has little memory and time, may write no file, and can open
no file and no connection once it has loaded its code.
"""

import resource
import sys
from collections.abc import Callable

from kiosk.media.made import Made, Unusable

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10
LARGEST_RESULT = 16 * 1024 * 1024
"""A PDF written anew may be larger than what was sent: its objects are no longer packed."""
LARGEST_OUTPUT = LARGEST_RESULT + 1024
"""Holds for standard output too: the parent hands over a file in memory, not a pipe."""
FILES_WHILE_LOADING = 32
_STANDARD_STREAMS = 3


def main(format_: str, most_pixels: int) -> None:
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_FSIZE, LARGEST_OUTPUT)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_NOFILE, FILES_WHILE_LOADING)
    make = _maker(format_, most_pixels)
    # From here on nothing can be opened: no file, no socket, no pipe.
    _limit(resource.RLIMIT_NOFILE, _STANDARD_STREAMS)
    sys.stdout.buffer.write(_framed(make, sys.stdin.buffer.read()))
    sys.stdout.buffer.flush()


def _limit(kind: int, most: int) -> None:
    resource.setrlimit(kind, (most, most))


def _maker(format_: str, most_pixels: int) -> Callable[[bytes], Made]:
    """Only what this format needs is loaded: that is most of the time a small picture takes."""
    if format_ == "PDF":
        from kiosk.media import pdf

        pdf.load()
        return lambda content: (pdf.made_anew(content), b"")
    from kiosk.media import picture

    picture.load(format_)
    return lambda content: picture.made_anew(content, format_, most_pixels)


def _framed(make: Callable[[bytes], Made], content: bytes) -> bytes:
    try:
        made, thumbnail = make(content)
    except Unusable as wrong:
        return f"no {wrong.reason}\n".encode()
    except MemoryError:
        return b"no heavy\n"
    except Exception:  # a decoder fails on hostile bytes in any way it can
        return b"no broken\n"
    if len(made) + len(thumbnail) > LARGEST_RESULT:
        return b"no heavy\n"
    return f"ok {len(made)} {len(thumbnail)}\n".encode() + made + thumbnail


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
