#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What a newcomer does first: `./dev practice`, with and without a display, after the build that ctest
# is part of. Usage: check-practice.sh BIN_DIR
set -euo pipefail
bin=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rules_before=$(nft list ruleset 2>/dev/null || true)

# Without a terminal the story runs by itself and ends with a connection that works.
for backend in nft legacy; do
  "$bin/portlightctl" practice blocked-web-server --backend "$backend" </dev/null >"$work/$backend.txt"
  grep -q 8080 "$work/$backend.txt" || { echo "FAIL: the story on $backend never names its port"; exit 1; }
done

# The window opens on the same story and shows it.
QT_QPA_PLATFORM=offscreen XDG_CONFIG_HOME=$work \
  "$bin/portlight" --practice blocked-web-server --screenshot overview "$work/overview.png"
[ "$(head -c 8 "$work/overview.png" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ] ||
  { echo "FAIL: the picture is no PNG"; exit 1; }

[ "$rules_before" = "$(nft list ruleset 2>/dev/null || true)" ] ||
  { echo "FAIL: practice changed the rules of this machine"; exit 1; }
echo "practice works on both backends and in the window"
