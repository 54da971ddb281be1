#!/bin/sh
# environment.sh run|test: bring .venv to the pinned set requirements/<kind>.txt, and say nothing when it is there.
set -eu
cd "$(dirname "$0")/.."
kind=$1
log=.venv/install.log

find_python() {
    for name in python3 python3.13 python3.12 python3.11 python3.14; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11 or later is needed, and none was found on this machine's PATH." >&2
    exit 1
}

# The folder is part of the key: a virtual environment does not survive being moved.
key() {
    { pwd; cat "requirements/$1.txt" setup.cfg pyproject.toml scripts/environment.sh; } |
        "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

make_venv() {
    "$python" -m venv --clear .venv >/dev/null 2>&1 || {
        echo "'$python -m venv' failed: on Debian, install python3-venv." >&2
        exit 1
    }
}

install() {
    .venv/bin/python -m pip --disable-pip-version-check --no-input install --quiet "$@" >>"$log" 2>&1 || {
        tail -n 15 "$log" >&2
        echo "The environment could not be installed; the whole log is in $log." >&2
        exit 1
    }
}

# Where Python may write nothing beside the code (a read-only folder, PYTHONDONTWRITEBYTECODE), every process of
# a server or a test would else compile a thousand files anew: half a second of its start.
compile() { .venv/bin/python -m compileall -qq kiosk admin || true; }

python=$(find_python)
if [ "$(cat ".venv/.stamp-$kind" 2>/dev/null)" = "$(key "$kind")" ] && .venv/bin/python -c '' 2>/dev/null; then
    compile
    exit 0
fi

echo "Preparing .venv from requirements/$kind.txt (this happens once, and after each change of it) ..."
here=$(pwd)
if [ "$(cat .venv/.made-in 2>/dev/null || echo "$here")" != "$here" ] ||
    ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    make_venv
fi
pwd >.venv/.made-in
rm -f .venv/.stamp-*
: >"$log"
install --require-hashes -r "requirements/$kind.txt"
# "compat" puts this folder on the path as it is, so a package added later is found without a new installation.
install --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
[ "$kind" = run ] || key "$kind" >".venv/.stamp-$kind"
key run >.venv/.stamp-run # every other set contains this one
compile
