#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The guard that systemd is: boots this very system with systemd as its first process, in processes, network and
# mounts of its own (what it writes goes into memory), starts the helper over the system bus as it is installed,
# begins trials, kills helper and caller with SIGKILL, and sees portlight-undo@ID.timer take the trial back.
# Usage: check-booted-guard.sh BUILD_DIR SOURCE_DIR     Exit code 77: no systemd can be booted here.
set -euo pipefail

# --- inside, as a unit of the booted system -------------------------------------------------------
inside() {
  local failures=0 id deadline gone
  set +e # what fails is told, and the rest is tried
  fail() {
    echo "FAIL: $*"
    failures=1
  }
  boottime() { # milliseconds
    local up
    read -r up _ </proc/uptime
    echo $((10#${up/./} * 10))
  }
  stands() {
    iptables-nft-save | grep -q -- '--dport 4711 -j DROP'
  }
  deadline_of() { # milliseconds, from the record of a trial
    grep -o '"deadline_boottime_ms": *[0-9]*' "/var/lib/portlight/trials/$1.json" | grep -o '[0-9]*$'
  }
  # begin SECONDS: sets id and caller
  begin() {
    : >/run/trial
    portlightctl --json apply /run/change --backend nft --family ipv4 --try "$1" >/run/trial &
    caller=$!
    until [ -s /run/trial ] || ! kill -0 "$caller" 2>/dev/null; do sleep 0.05; done
    id=$(sed -n 's/.*"trial":"\([0-9a-f]*\)".*/\1/p' /run/trial | head -n 1)
    [ -n "$id" ] || fail "no trial was begun"
  }
  kill_both() {
    kill -KILL "$caller"
    systemctl kill --signal=KILL portlight-helper.service
    wait "$caller" 2>/dev/null || true
  }
  # comes_back WHAT: within a second of the time that the guard waits by intent, and the start of a process
  comes_back() {
    deadline=$(deadline_of "$id")
    while stands && [ "$(boottime)" -lt $((deadline + 20000)) ]; do sleep 0.02; done
    gone=$(($(boottime) - deadline))
    echo "ok: $1: undone $gone ms after the deadline (1000 of them intended)"
    stands && fail "$1: still there"
    [ "$gone" -ge 0 ] || fail "$1: undone before the deadline"
    [ "$gone" -lt 6000 ] || fail "$1: too late; the default accuracy of a timer is a minute"
    [ "$(systemctl is-active portlight-helper.service)" != active ] || fail "$1: the helper came back, so it proves nothing"
  }
  await_end() { # of the guard's unit
    while [ "$(systemctl is-active "portlight-undo@$id.service")" = activating ]; do sleep 0.05; done
    [ "$(systemctl show -P Result "portlight-undo@$id.service")" = success ] || fail "the guard did not end well"
  }

  printf '*filter\n-A INPUT -p tcp --dport 4711 -j DROP\nCOMMIT\n' >/run/change
  iptables-nft -P INPUT ACCEPT
  local before
  before=$(iptables-nft-save | grep -v '^#')

  begin 5
  stands || fail "the trial does not stand"
  [ "$(systemctl is-active "portlight-undo@$id.timer")" = active ] || fail "the timer is not armed"
  [ "$(systemctl is-active portlight-helper.service)" = active ] || fail "the helper does not run as a service"
  kill_both
  stands || fail "the trial does not outlive its helper"
  comes_back "helper and caller killed"
  await_end
  [ "$(iptables-nft-save | grep -v '^#')" = "$before" ] || fail "the rules are not as before"

  begin 5
  portlightctl extend "$id" 8 || fail "extend"
  kill_both
  comes_back "killed after it was extended"
  await_end

  begin 60
  portlightctl keep "$id" || fail "keep"
  wait "$caller" || fail "the caller did not see that it was kept"
  stands || fail "a kept trial is gone"
  [ "$(systemctl is-active "portlight-undo@$id.timer")" != active ] || fail "kept, and the timer still runs"
  [ ! -e "/run/systemd/system/portlight-undo@$id.timer.d" ] || fail "kept, and the deadline still lies there"
  [ "$failures" -ne 0 ] || echo "ok: kept, and the timer is gone"

  echo "ended $failures"
}
if [ "${1:-}" = --inside ]; then
  inside
  exit
fi

# --- outside ---------------------------------------------------------------------------------------
build=$1 source=$2
for program in systemd-nspawn iptables-nft polkitd; do
  command -v "$program" >/dev/null || [ -x "/usr/lib/polkit-1/$program" ] || {
    echo "skipped: $program is not installed"
    exit 77
  }
done
if [ "$(id -u)" != 0 ]; then
  echo "skipped: booting a system needs root"
  exit 77
fi
if [ "${PORTLIGHT_OWN_MOUNTS:-}" != 1 ]; then
  exec env PORTLIGHT_OWN_MOUNTS=1 unshare -m "$0" "$@"
fi

mount -t tmpfs none /mnt
mkdir /mnt/written /mnt/work /mnt/system
if ! mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/written,workdir=/mnt/work /mnt/system; then
  echo "skipped: no overlay of the root folder can be made here"
  exit 77
fi
root=/mnt/system
: >$root/etc/machine-id
# Nothing of what this computer starts by itself.
rm -rf $root/etc/systemd/system/*.wants $root/var/lib/portlight
# As installed, with what the bus and polkit look for where they look.
libexec=$(sed -n 's#^ExecStart=\(.*\)/portlight-helper .*#\1#p' "$build/resources/portlight-helper.service")
mkdir -p "$root$libexec" $root/etc/systemd/system/multi-user.target.wants
cp "$build"/bin/portlight-* "$root$libexec"
cp "$build/bin/portlightctl" $root/usr/bin
cp "$build"/resources/portlight-*.service "$source/resources/systemd/portlight-undo@.timer" $root/etc/systemd/system
cp "$source/resources/dbus/org.portlight.Helper1.conf" $root/usr/share/dbus-1/system.d
cp "$build/resources/org.portlight.Helper1.service" $root/usr/share/dbus-1/system-services
cp "$build/resources/org.portlight.policy" $root/usr/share/polkit-1/actions
cp "$0" $root/usr/local/bin/proof
cat >$root/etc/systemd/system/proof.service <<'UNIT'
[Unit]
After=dbus.service
[Service]
Type=oneshot
ExecStart=/usr/local/bin/proof --inside
ExecStopPost=/usr/bin/systemctl poweroff --no-block
StandardOutput=file:/proof.log
StandardError=file:/proof.log
UNIT
ln -s ../proof.service $root/etc/systemd/system/multi-user.target.wants/proof.service
timeout --kill-after=10 150 systemd-nspawn --quiet -D $root --register=no --keep-unit --private-network \
  --machine=portlight-proof -b </dev/null >/mnt/boot.log 2>&1 || true
if [ ! -e $root/proof.log ]; then
  echo "skipped: no systemd can be booted here:"
  tail -n 5 /mnt/boot.log
  exit 77
fi
cat $root/proof.log
grep -q '^ended 0$' $root/proof.log
