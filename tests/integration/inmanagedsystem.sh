#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs a program as if it were on a computer of its own: processes, network, /etc, /run, /var/lib and /var/log
# are its own, so that a real ufw or firewalld manages this network and nothing else. A neighbour hangs on
# veth0 (10.77.0.1, fd77::1): "ip netns exec neighbour …" (10.77.0.2, fd77::2). 77: not possible here.
if [ "$(id -u)" != 0 ] || ! unshare -nmpf --mount-proc true 2>/dev/null; then
    echo "skipped: needs root, and namespaces for processes, network and mounts" >&2
    exit 77
fi
# shellcheck disable=SC2016 # the inner shell expands them
exec unshare -nmpf --mount-proc --kill-child sh -c '
set -e
mount -t tmpfs none /run
mount -t tmpfs none /mnt
cp -a /etc /mnt/etc
mount --bind /mnt/etc /etc
mount -t tmpfs none /var/lib
mount -t tmpfs none /var/log
mkdir /run/dbus /run/lock /var/lib/ufw
ip link set lo up
ip netns add neighbour
ip link add veth0 type veth peer name veth1 netns neighbour
ip addr add 10.77.0.1/24 dev veth0
ip addr add fd77::1/64 dev veth0 nodad
ip link set veth0 up
ip -n neighbour addr add 10.77.0.2/24 dev veth1
ip -n neighbour addr add fd77::2/64 dev veth1 nodad
ip -n neighbour link set veth1 up
PORTLIGHT_MANAGED_SYSTEM=1
export PORTLIGHT_MANAGED_SYSTEM
"$@"
' sh "$@"
