#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Installs into a folder of its own and runs the validators of each kind of file over what lies there.
# Usage: check-resources.sh BUILD_DIR
# shellcheck disable=SC2317 # the functions are called through check()
set -euo pipefail
build=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
DESTDIR=$root cmake --install "$build" >"$root/install.log"
prefix=$root$(sed -n 's/^CMAKE_INSTALL_PREFIX:PATH=//p' "$build/CMakeCache.txt")
failed=0

# check WORDS COMMAND…: prints what the command says when it fails
check() {
  local what=$1 output
  shift
  if ! output=$("$@" 2>&1); then
    printf 'FAIL: %s\n%s\n' "$what" "$output"
    failed=1
  else
    echo "ok: $what"
  fi
}

quiet_man() {
  local output
  output=$(man --warnings -E UTF-8 -l -Tutf8 -Z "$1" 2>&1 >/dev/null)
  [ -z "$output" ] || { echo "$output"; return 1; }
}

# The bus policy is proven by a bus that loads it: the DTD of the D-Bus project is out of date.
loads_in_a_bus() {
  cat >"$root/bus.conf" <<XML
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:tmpdir=$root</listen>
  <policy context="default"><allow user="*"/></policy>
  <include>$1</include>
</busconfig>
XML
  local pid
  pid=$(dbus-daemon --config-file="$root/bus.conf" --fork --print-pid) && kill "$pid"
}

unit_verifies() {
  # The unit names installed paths; verify looks for the programs, so it is shown the ones in DESTDIR.
  sed "s#^ExecStart=/#ExecStart=$root/#" "$1" >"$root/$(basename "$1")"
  systemd-analyze verify --man=no "$root/$(basename "$1")"
}

share=$prefix/share
for file in \
  bin/portlight bin/portlightctl \
  libexec/portlight/portlight-helper libexec/portlight/portlight-undo \
  libexec/portlight/portlight-lab libexec/portlight/portlight-rehearse libexec/portlight/portlight-readlegacy \
  libexec/portlight/portlight-restore libexec/portlight/portlight-capture \
  share/applications/org.portlight.Portlight.desktop \
  share/metainfo/org.portlight.Portlight.metainfo.xml \
  share/icons/hicolor/scalable/apps/org.portlight.Portlight.svg \
  share/icons/hicolor/symbolic/apps/org.portlight.Portlight-symbolic.svg \
  share/polkit-1/actions/org.portlight.policy \
  share/dbus-1/system.d/org.portlight.Helper1.conf \
  share/dbus-1/system-services/org.portlight.Helper1.service \
  share/dbus-1/interfaces/org.portlight.Helper1.xml \
  share/man/man1/portlight.1 share/man/man1/portlightctl.1 share/man/man8/portlight-helper.8 \
  share/bash-completion/completions/portlightctl \
  share/portlight/schema/portlight.diagnosis.schema.json \
  share/portlight/stories/blocked-web-server.json; do
  check "installed: $file" test -s "$prefix/$file"
done

check "desktop entry" desktop-file-validate --warn-kde "$share/applications/org.portlight.Portlight.desktop"
check "metainfo" appstreamcli validate --no-net "$share/metainfo/org.portlight.Portlight.metainfo.xml"
check "tree of desktop entry, metainfo and icons" appstreamcli validate-tree --no-net "$prefix"
check "polkit policy" xmllint --noout --nonet --valid "$share/polkit-1/actions/org.portlight.policy"
check "D-Bus interface" xmllint --noout --nonet "$share/dbus-1/interfaces/org.portlight.Helper1.xml"
check "bus policy" loads_in_a_bus "$share/dbus-1/system.d/org.portlight.Helper1.conf"
check "bus activation names the service" grep -qx 'Name=org.portlight.Helper1' \
  "$share/dbus-1/system-services/org.portlight.Helper1.service"
for page in "$share"/man/man*/*; do
  check "man page $(basename "$page")" quiet_man "$page"
done
check "completion parses" bash -n "$share/bash-completion/completions/portlightctl"
check "completion is clean" shellcheck -s bash "$share/bash-completion/completions/portlightctl"
unit_dir=$(find "$root" -type d -path '*systemd/system' | head -n 1)
for unit in "$unit_dir"/portlight-*; do
  check "unit $(basename "$unit")" unit_verifies "$unit"
done
check "unit is hardened (exposure at most 4.0)" systemd-analyze security --offline=yes --threshold=40 \
  "$unit_dir/portlight-helper.service"
exit "$failed"
