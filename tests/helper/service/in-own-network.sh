#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs a command in a network and a mount namespace of its own, with a /run for the xtables lock and
# an empty /var/lib. 77: this system does not allow that.
# For a plain user the user namespace comes first: a network made together with it belongs to the
# outer root as far as /proc/net/ip_tables_names goes.
if [ "$(id -u)" = 0 ]; then outer=; else outer="unshare -Ur"; fi
$outer unshare -nm true 2>/dev/null || { echo "no namespaces here"; exit 77; }
export PORTLIGHT_OWN_NETWORK=1
exec $outer unshare -nm sh -c '
    mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /var/lib && ip link set lo up && exec "$@"
' sh "$@"
