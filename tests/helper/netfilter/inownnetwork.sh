#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs a program in a network of its own, with its own /run for the lock of iptables. As a plain user
# it takes a user namespace first; where the system forbids that, the test is skipped (exit code 77).
# shellcheck disable=SC2016 # the inner shell expands them
if [ "$(id -u)" = 0 ]; then
    set -- unshare -nm sh -c 'mount -t tmpfs none /run && ip link set lo up && exec "$0" "$@"' "$@"
elif unshare -Ur true 2>/dev/null; then
    set -- unshare -Ur unshare -nm sh -c 'mount -t tmpfs none /run && ip link set lo up && exec "$0" "$@"' "$@"
else
    echo "skipped: this system gives plain users no namespaces" >&2
    exit 77
fi
exec "$@"
