#!/bin/sh
# What `make cluster` drives, from Debian's packages: etcd, Patroni, PgBouncer, PostgreSQL, nginx. On Debian as root,
# install what is missing; elsewhere say in one line what is missing. Silent when everything is there.
#
# Debian starts a service when it installs it, and a PostgreSQL of its own. Here none of them is wanted: the runner
# starts its own and ends them. On a machine that is to be a node, install by hand: docs/operations.md.
set -eu

POLICY=/usr/sbin/policy-rc.d
NO_CLUSTER=/etc/postgresql-common/createcluster.d/suara-loket.conf

has() { command -v "$1" >/dev/null 2>&1; }
has_postgres() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
has_etcd_client() { python3 -c 'import etcd' 2>/dev/null || /usr/bin/python3 -c 'import etcd' 2>/dev/null; }

# One line for each: probe | Debian package | its service
missing() {
    while IFS='|' read -r probe package service; do
        $probe || echo "$package|$service"
    done <<'NEEDS'
has etcd|etcd-server|etcd
has etcdctl|etcd-client|
has patroni|patroni|patroni
has_etcd_client|python3-etcd|
has pgbouncer|pgbouncer|pgbouncer
has_postgres|postgresql-15|
has nginx|nginx-light|nginx
has setpriv|util-linux|
NEEDS
}

can_install() { [ -e /etc/debian_version ] && [ "$(id -u)" = 0 ] && has apt-get; }

apt() { DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=900 "$@" </dev/null >>"$log" 2>&1; }

# While packages are unpacked no service may start. A policy that is there already stays as it is.
forbid_starting() {
    [ -e "$POLICY" ] || { printf '#!/bin/sh\nexit 101\n' >"$POLICY"; chmod 755 "$POLICY"; ours=$POLICY; }
    [ -e /etc/postgresql-common/createcluster.conf ] || [ -e "$NO_CLUSTER" ] || {
        mkdir -p "$(dirname "$NO_CLUSTER")"
        echo 'create_main_cluster = false' >"$NO_CLUSTER"
    }
}

# Nor after the next start of the machine: only those this script brought.
forbid_enabling() {
    for service in $(echo "$lacking" | cut -d'|' -f2); do
        ! has systemctl || systemctl --root=/ disable "$service" >>"$log" 2>&1 || true
    done
}

install_missing() {
    log=$(mktemp "${TMPDIR:-/tmp}/suara-loket-apt.XXXXXX")
    echo "Installing what the cluster is made of (log: $log): $(echo "$lacking" | cut -d'|' -f1 | tr '\n' ' ')"
    ours=
    trap '[ -z "$ours" ] || rm -f "$ours"' EXIT
    forbid_starting
    apt update || true # an unreachable mirror may still leave a usable package list
    # shellcheck disable=SC2046 # a list of names
    apt install -y --no-install-recommends $(echo "$lacking" | cut -d'|' -f1) || tail -n 5 "$log" >&2
    forbid_enabling
}

lacking=$(missing)
[ -n "$lacking" ] || exit 0
if can_install; then
    install_missing
    lacking=$(missing)
    [ -n "$lacking" ] || exit 0
fi
echo "The cluster needs what is missing here, as Debian names it:" "$(echo "$lacking" | cut -d'|' -f1 | tr '\n' ' ')" >&2
exit 1
