#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A machine without iptables-nft and nft, and one without iptables-legacy: what is there is read and
# blamed, what is not there is refused clearly, and nothing changes. Usage: check-missing-tools.sh BIN_DIR
set -euo pipefail
bin=$1

if [ "${2:-}" != inside ]; then
  # A network and a mount namespace of its own: the tools are hidden there only.
  exec unshare -nm --propagation private "$0" "$bin" inside
fi

mount -t tmpfs none /run
ip link set lo up
touch /run/hidden
cat >/run/change.rules <<'RULES'
*filter
-I INPUT 1 -p tcp --dport 8080 -j ACCEPT
COMMIT
RULES
failed=0

# expect CODE COMMAND…: the words go to /run/out and /run/err
expect() {
  local wanted=$1 status=0
  shift
  "$@" >/run/out 2>/run/err </dev/null || status=$?
  if [ "$status" != "$wanted" ]; then
    printf 'FAIL: "%s" ended with %s, not %s\n' "$*" "$status" "$wanted"
    cat /run/out /run/err
    failed=1
  fi
}

# The rules without the comments that hold the time of day.
saved() {
  "iptables-$1-save" 2>/dev/null | grep -v '^#'
}

# without BACKEND-THAT-STAYS HIDDEN-BACKEND EXIT-CODE HIDDEN-PROGRAMS…
# EXIT-CODE is what a change of the hidden backend, which nobody keeps, ends with: 3 where its program is
# needed, 5 where Portlight does without (legacy rules are changed through libiptc).
without() {
  local stays=$1 hidden=$2 wanted=$3 program before
  shift 3
  "iptables-$stays" -A INPUT -p tcp --dport 8080 -j DROP
  for program in "$@"; do
    mount --bind /run/hidden "$(readlink -f "$(command -v "$program")")"
  done
  before=$(saved "$stays")
  expect 1 "$bin/portlightctl" --direct --json diagnose --port 8080
  grep -q "\"cause\":\"rule-drop\".*\"backend\":\"$stays\"" /run/out || {
    echo "FAIL: without iptables-$hidden the rule of iptables-$stays is not blamed"
    failed=1
  }
  expect 0 "$bin/portlightctl" --direct rules --backend "$hidden"
  expect "$wanted" "$bin/portlightctl" --direct apply /run/change.rules --backend "$hidden" --family ipv4 --try 5
  [ "$wanted" = 5 ] || grep -q "iptables-$hidden-restore is not installed" /run/err || {
    echo "FAIL: it is not said that iptables-$hidden is missing:"
    cat /run/err
    failed=1
  }
  if [ "$before" != "$(saved "$stays")" ]; then
    echo "FAIL: a refused change changed something"
    failed=1
  fi
  for program in "$@"; do
    umount "$(readlink -f "$(command -v "$program")")"
  done
  "iptables-$stays" -F INPUT
}

without legacy nft 3 iptables-nft nft
without nft legacy 5 iptables-legacy
[ "$failed" -eq 0 ] && echo "each backend works where the other is missing"
exit "$failed"
