#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every command in the README is one that a test or CI runs. Usage: check-readme.sh SOURCE_DIR
set -euo pipefail
cd "$1"

# command -> where it is run
declare -A run_by=(
  ["./dev practice"]="tests/integration: check_practice"
  ["./dev test"]=".ci/run"
  ["./dev build"]="./dev test"
  ["./dev bench"]="labelled bench"
  ["sudo cmake --install build"]="tests/integration: check_resources"
  ["portlightctl diagnose --port 8080"]="tests/lab"
  ["portlightctl --direct diagnose --port 8080"]="tests/lab"
  ["portlightctl --direct fix --port 8080"]="tests/lab"
  ["portlightctl practice blocked-web-server"]="tests/integration: check_practice"
  ["portlightctl watch --port 8080"]="tests/lab"
  ["portlightctl conntrack top"]="tests/app/cli"
  ["portlightctl lint --rules rules.v4"]="tests/app/cli"
  ["portlightctl explain --rules rules.v4 --hook input --protocol tcp --dport 22"]="tests/app/cli"
)

failed=0
count=0
while read -r line; do
  command=${line%%  #*}
  command=${command%"${command##*[![:space:]]}"}
  [ -n "$command" ] || continue
  count=$((count + 1))
  if [ -z "${run_by[$command]:-}" ]; then
    echo "FAIL: the README names '$command', which no test runs"
    failed=1
  fi
done < <(awk '/^```sh$/ {inside = 1; next} /^```$/ {inside = 0} inside' README.md)
[ "$count" -ge 4 ] || { echo "FAIL: only $count commands found in README.md"; failed=1; }

# Pictures and pages it links to exist.
while read -r target; do
  [ -e "$target" ] || { echo "FAIL: README.md links to $target, which does not exist"; failed=1; }
done < <(grep -oE '\]\([^)#]+\)' README.md | sed -E 's/^\]\(|\)$//g' | grep -vE '^https?:')
exit "$failed"
