#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# `portlightctl --direct diagnose --port 8080` as a whole command against guide.sh, on large
# rulesets, both backends, in a lab of its own (README.md). Prints a table; ratios are what counts.
#
# usage: bench_diagnose.sh BIN_FOLDER     SIZES="1000 10000" and RUNS=5 choose less
#        bench_diagnose.sh --inside …     (called by itself, in the lab's node)
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")

# The blamed rule first or last, and SIZE rules that differ from each other.
rules() {
  local size=$1 place=$2
  local blamed="-A INPUT -p tcp -m tcp --dport 8080 -j REJECT --reject-with icmp-port-unreachable"
  printf '*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n'
  printf '%s\n' "-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT" \
    "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT"
  [ "$place" = first ] && echo "$blamed"
  awk -v size="$size" 'BEGIN { for (i = 0; i < size; i++)
    printf "-A INPUT -s 172.%d.%d.%d/32 -p tcp -m tcp --dport %d -j DROP\n",
      16 + i / 65536, (i / 256) % 256, i % 256, 10000 + i % 5000 }'
  [ "$place" = last ] && echo "$blamed"
  echo COMMIT
}

inside() {
  local bin=$1 backend=$2 work=$3 runs=$4
  shift 4
  mkdir "$work/$backend"
  local name
  for name in iptables ip6tables iptables-save iptables-restore; do
    ln -s "$(readlink -f "$(command -v "${name/tables/tables-$backend}")")" "$work/$backend/$name"
  done
  export PATH="$work/$backend:$PATH"
  local size place
  for size in "$@"; do
    for place in first last; do
      rules "$size" "$place" | "iptables-$backend-restore"
      hyperfine --ignore-failure --warmup 1 --runs "$runs" --export-csv "$work/times.csv" \
        "$bin/portlightctl --direct diagnose --port 8080" "bash $here/guide.sh 8080" \
        >"$work/hyperfine.log" 2>&1 || { cat "$work/hyperfine.log" >&2; return 1; }
      # Fast and wrong would be worthless: the answer has to name the rule.
      local line=3 answer
      [ "$place" = last ] && line=$((size + 3))
      answer=$("$bin/portlightctl" --direct --json diagnose --port 8080) || true
      case "$answer" in
        *"\"number\":$line,"* | *"\"number\":$line}"*) ;;
        *) echo "wrong answer: rule $line is not blamed: $answer" >&2; return 1 ;;
      esac
      # Columns of the CSV: command, mean, stddev, median, ...
      awk -F, -v size="$size" -v backend="$backend" -v place="$place" '
        NR == 2 { ours = $4 } NR == 3 { guide = $4 }
        END { printf "%8d  %-7s  %-5s  %9.0f ms  %9.0f ms  %6.2f\n",
                size, backend, place, ours * 1000, guide * 1000, ours / guide }' "$work/times.csv"
    done
  done
}

if [ "${1:-}" = --inside ]; then
  shift
  inside "$@"
  exit
fi

bin=${1:?usage: bench_diagnose.sh BIN_FOLDER}
for program in hyperfine awk "$bin/portlightctl" "$bin/portlight-lab"; do
  command -v "$program" >/dev/null || { echo "SKIP: $program is missing"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "portlightctl diagnose against the guide's ten commands; whole commands, median; ratio below 1: we are faster"
echo "   rules  backend  blamed    diagnose        guide     ratio"
for backend in legacy nft; do
  # shellcheck disable=SC2086 # the sizes are meant to be split
  "$bin/portlight-lab" run blocked-web-server --backend "$backend" --node server -- \
    bash "$here/bench_diagnose.sh" --inside "$bin" "$backend" "$work" "${RUNS:-5}" \
    ${SIZES:-1000 10000 50000}
done
