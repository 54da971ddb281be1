#!/bin/sh
# /etc/patroni/peran-berganti.sh, mode 0755: Patroni calls it when the PostgreSQL beside it became primary or replica.
# PgBouncer remembers what PostgreSQL said of itself at the first connection, "I am a replica" too, and would go on
# saying so to everybody. RECONNECT makes it ask anew; who is in the middle of a transaction is not disturbed.
exec psql -qX -h "${PGBOUNCER_SOCKET:-/var/run/postgresql}" -p "${PGBOUNCER_PORT:-6432}" -U pgbouncer -d pgbouncer -c RECONNECT
