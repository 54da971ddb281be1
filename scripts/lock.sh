#!/bin/sh
# Pin requirements/*.in with hashes, for every platform, from Python 3.11 up. Index addresses stay out of the files.
set -eu
cd "$(dirname "$0")/../requirements"
command -v uv >/dev/null || { echo "uv is needed: python3 -m pip install uv" >&2; exit 1; }
for kind in run test; do
    uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url \
        --no-emit-find-links --custom-compile-command "make lock" "$kind.in" -o "$kind.txt" "$@"
done
