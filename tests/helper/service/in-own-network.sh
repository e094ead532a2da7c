#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs a command in a network and a mount namespace of its own, with a /run for the xtables lock and
# an empty /var/lib. 77: this system does not allow that.
if [ "$(id -u)" = 0 ]; then flags=-nm; else flags=-Urnm; fi
unshare $flags true 2>/dev/null || { echo "no namespaces here"; exit 77; }
exec unshare $flags sh -c '
    mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /var/lib && ip link set lo up && exec "$@"
' sh "$@"
