#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs a program in a network of its own that also has an /etc, /usr/sbin, /usr/libexec, /var/lib,
# /run and folder of units of its own: copies without any firewall manager, so that a test can make
# a system of each kind. Nothing of the computer's own can be written.
# shellcheck disable=SC2016 # the inner shell expands them
inner='
set -e
mount -t tmpfs none /run
mount -t tmpfs none /mnt
mkdir /mnt/etc /mnt/sbin
cp -a --no-preserve=ownership /etc/. /mnt/etc 2>/dev/null || true
cp -a --no-preserve=ownership /usr/sbin/. /mnt/sbin
rm -rf /mnt/etc/iptables /mnt/etc/ufw /mnt/etc/sysctl.d /mnt/etc/modules-load.d /mnt/etc/systemd/system
mkdir -p /mnt/etc/sysctl.d /mnt/etc/modules-load.d /mnt/etc/systemd/system
rm -f /mnt/sbin/ufw /mnt/sbin/firewalld /mnt/sbin/netfilter-persistent
mount --bind /mnt/etc /etc
mount --bind /mnt/sbin /usr/sbin
mount -t tmpfs none /var/lib
mount -t tmpfs none /usr/libexec
mkdir -p /usr/lib/systemd/system
mount -t tmpfs none /usr/lib/systemd/system
ip link set lo up
PORTLIGHT_OWN_TREE=1
export PORTLIGHT_OWN_TREE
exec "$0" "$@"
'
if ! [ -d /usr/lib/systemd/system ] || ! [ -d /usr/libexec ]; then
    echo "skipped: /usr/lib/systemd/system or /usr/libexec is missing" >&2
    exit 77
fi
if [ "$(id -u)" = 0 ]; then
    exec unshare -nm sh -c "$inner" "$@"
fi
# The user namespace comes first: a network made together with it belongs to the outer root as far as
# /proc/net/ip_tables_names goes.
if unshare -Ur true 2>/dev/null; then
    exec unshare -Ur unshare -nm sh -c "$inner" "$@"
fi
echo "skipped: this system gives plain users no namespaces" >&2
exit 77
