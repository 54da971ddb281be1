#!/bin/sh
# What the tests drive from outside Python. On Debian as root, install what is missing; elsewhere say in one line
# what is missing and which tests therefore do not run. Silent when everything is there.
set -eu

has() { command -v "$1" >/dev/null 2>&1; }
has_package() { has dpkg-query && dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii'; }
has_postgres() { has postgres || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; }
has_library() { has_package "$1" || ls /usr/lib*/"$2"* /usr/lib/*/"$2"* /usr/local/lib/"$2"* 2>/dev/null | grep -q .; }
has_office() { has soffice && { ! has dpkg-query || has_package "$1"; }; }
# Debian's own Python has it; ours has not.
has_swift() { /usr/bin/python3 -c 'import swift' 2>/dev/null; }
has_chromium() { has chromium || has chromium-browser; }
# Only Debian's tools can say which fonts are there under these names.
has_font() { ! has dpkg-query || has_package "$1" || has_package "${2:-$1}"; }

# One line for each: probe | Debian packages, the first one known to apt is taken | tests that need it
missing() {
    while IFS='|' read -r probe packages tests; do
        $probe || echo "$packages|$tests"
    done <<'NEEDS'
has_chromium|chromium|pages in a browser
has_postgres|postgresql-15 postgresql|everything on PostgreSQL
has pgbouncer|pgbouncer|PostgreSQL with a replica and a pooler
has zbarimg|zbar-tools|reading QR codes back
has pdftotext|poppler-utils|text and pictures of PDFs
has_office libreoffice-calc|libreoffice-calc|opening XLSX in an office
has_office libreoffice-writer|libreoffice-writer|opening documents in an office
has rsvg-convert|librsvg2-bin|drawing SVG
has exiftool|libimage-exiftool-perl|what is left in pictures
has clamd|clamav-daemon|the virus scanner
has nginx|nginx-light nginx|the shipped proxy configuration
has_swift|python3-swift|attachments in an S3-compatible store
has age|age|opening backups with another program
has strace|strace|what is on disk before a receipt
has pspp|pspp|reading files for SPSS
has node|nodejs|scripts on old browsers
has npm|npm|sign-in through an identity provider
has_library libpango-1.0-0 libpango-1.0|libpango-1.0-0|PDF reports
has_library libpangoft2-1.0-0 libpangoft2-1.0|libpangoft2-1.0-0|PDF reports
has_library libharfbuzz-subset0 libharfbuzz-subset|libharfbuzz-subset0|PDF reports
has_font fonts-liberation2 fonts-liberation|fonts-liberation2 fonts-liberation|the look of PDFs
has_font fonts-noto-core|fonts-noto-core|regional scripts in PDFs
NEEDS
}

can_install() { [ -e /etc/debian_version ] && [ "$(id -u)" = 0 ] && has apt-get; }

apt() { DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=900 "$@" </dev/null >>"$log" 2>&1; }

# The first of the names that this release of Debian has.
known() {
    for name in "$@"; do
        apt-cache show "$name" >/dev/null 2>&1 && { echo "$name"; return; }
    done
    echo "$1"
}

install_missing() {
    log=$(mktemp "${TMPDIR:-/tmp}/suara-loket-apt.XXXXXX")
    echo "Installing what the tests drive (log: $log): $(echo "$lacking" | cut -d'|' -f1 | cut -d' ' -f1 | tr '\n' ' ')"
    apt update || true # an unreachable mirror may still leave a usable package list
    wanted=$(echo "$lacking" | cut -d'|' -f1 | while read -r names; do
        # shellcheck disable=SC2086 # a list of names
        known $names
    done)
    # shellcheck disable=SC2086 # a list of names
    apt install -y --no-install-recommends $wanted || tail -n 5 "$log" >&2
}

# The identity provider that sign-in is tested against, from its lock file.
install_provider() {
    here=$(dirname "$0")/../tests/oidc
    [ -d "$here/node_modules" ] || ! has npm || (cd "$here" && npm ci --silent --no-audit --no-fund >/dev/null 2>&1) ||
        echo "oidc-provider could not be installed: sign-in through it is not tested."
}
trap install_provider EXIT

lacking=$(missing)
[ -n "$lacking" ] || exit 0
if can_install; then
    install_missing
    lacking=$(missing)
    [ -n "$lacking" ] || exit 0
fi
echo "Missing, so the tests named do not run:" \
    "$(echo "$lacking" | sed 's/ [^|]*|/|/; s/\([^|]*\)|\(.*\)/\1 (\2)/' | tr '\n' ',' | sed 's/,$//; s/,/, /g')."
