#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Licences and privileges: who may link what (DESIGN.md 8). Usage: check-libraries.sh BIN_DIR
set -euo pipefail
bin=$1
failed=0

# must_not PROGRAM PATTERN REASON
must_not() {
  local libraries
  libraries=$(ldd "$bin/$1")
  if grep -E "$2" <<<"$libraries"; then
    echo "FAIL: $1 links the library above: $3"
    failed=1
  fi
}

# asks_not PROGRAM PATTERN REASON: as must_not, of the libraries that it asks for itself. Debian's
# libpcap brings libdbus along, for captures of D-Bus that nobody here opens.
asks_not() {
  local libraries
  libraries=$(readelf -d "$bin/$1" | grep NEEDED)
  if grep -E "$2" <<<"$libraries"; then
    echo "FAIL: $1 asks for the library above: $3"
    failed=1
  fi
}

must_not portlight 'libip[46]tc|libxtables|libnetfilter_conntrack' 'GPL-2 code beside the GPL-3 of Qt Charts'
must_not portlightctl 'libip[46]tc|libxtables|libQt.*(Gui|Widgets|Charts)' 'a command line without a display'
must_not portlight-helper 'libQt.*(Gui|Widgets|Charts)|libxtables' 'root needs no window, and libxtables may exit()'
must_not portlight-undo 'libQt|libdbus|libpolkit|libglib' 'the guard works when bus and polkit are dead'
asks_not portlight-capture 'libdbus' 'what reads hostile packets holds nothing else'
must_not portlight-capture 'libQt|libpolkit|libnetfilter' 'what reads hostile packets holds nothing else'
must_not portlight-helper 'libpcap' 'packets are read by portlight-capture, without privileges'
must_not portlight-lab 'libQt' 'the lab needs no Qt'

for program in portlight portlightctl portlight-helper portlight-undo portlight-lab portlight-rehearse portlight-readlegacy portlight-capture; do
  if [ -u "$bin/$program" ] || [ -g "$bin/$program" ]; then
    echo "FAIL: $program is setuid or setgid"
    failed=1
  fi
done
exit "$failed"
