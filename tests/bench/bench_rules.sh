#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Steps of the helper against the programs of iptables, on large rulesets, both backends, in a network
# of its own (README.md). Prints a table; ratios are what counts.
#
# usage: bench_rules.sh BIN_FOLDER     SIZES="1000 10000" and RUNS=5 choose less
#        bench_rules.sh --inside …     (called by itself)
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")

# SIZE rules that differ from each other, as block lists and port lists have them.
rules() {
  printf '*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n'
  printf '%s\n' "-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT" \
    "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT"
  awk -v size="$1" 'BEGIN { for (i = 2; i < size; i++)
    printf "-A INPUT -s 172.%d.%d.%d/32 -p tcp -m tcp --dport %d -j DROP\n",
      16 + i / 65536, (i / 256) % 256, i % 256, 10000 + i % 5000 }'
  echo COMMIT
}

# A line of the table: what, ours, theirs, the highest ratio that meets the aim ("-": none), what comes
# before the runs of each. hyperfine takes turns only between commands, so each pair is measured twice.
# Time on the clock is the first quartile of the runs; processor time, which other work on the machine
# disturbs less, the mean.
compare() {
  local what=$1 ours=$2 theirs=$3 aim=$4 setup=${5:-true}
  hyperfine -N --warmup 1 --runs "$runs" --setup "$setup" --export-json "$work/times.json" \
    "$ours" "$theirs" "$ours" "$theirs" >"$work/hyperfine.log" 2>&1 ||
    { cat "$work/hyperfine.log" >&2; return 1; }
  jq -r '.results
         | ([(.[0].times + .[2].times), (.[1].times + .[3].times)]
            | map(sort | .[length / 4 | floor] * 1000))
           + ([[.[0], .[2]], [.[1], .[3]]] | map((map(.user + .system) | add) / 2 * 1000))
         | @tsv' "$work/times.json" |
    awk -v size="$size" -v backend="$backend" -v what="$what" -v aim="$aim" '
      { printf "%8d  %-7s  %-15s %8.1f ms %8.1f ms  %5.2f  %8.1f ms %8.1f ms  %5.2f  %5s  %s\n",
          size, backend, what, $1, $2, $1 / $2, $3, $4, $3 / $4, aim,
          aim == "-" ? "" : $3 / $4 <= aim ? "met" : "missed" }'
}

inside() {
  local bin=$1 runs=$2 work=$3
  shift 3
  local backend size most
  for backend in legacy nft; do
    most=1.0
    [ "$backend" = nft ] && most=1.1
    for size in "$@"; do
      rules "$size" | "iptables-$backend-restore"
      compare "read and model" "$bin/benchrules read $backend $work/generation" "iptables-$backend-save -c" "$most"
      compare "counters" "$bin/benchrules counters $backend -" "iptables-$backend-save -c" 0.2
      compare "kernel alone" "$bin/benchrules kernel $backend -" "iptables-$backend-save -c" -
      compare "insert a rule" "$bin/benchrules insert $backend $work/generation" \
        "iptables-$backend -I INPUT 3 -s 192.0.2.2/32 -j DROP" 1.0 \
        "$bin/benchrules read $backend $work/generation"
    done
    printf '*filter\n:INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\nCOMMIT\n' | "iptables-$backend-restore"
  done
}

if [ "${1:-}" = --inside ]; then
  shift
  inside "$@"
  exit
fi

bin=${1:?usage: bench_rules.sh BIN_FOLDER}
for program in hyperfine jq awk iptables-legacy iptables-nft "$bin/benchrules"; do
  command -v "$program" >/dev/null || { echo "SKIP: $program is missing"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "the helper's steps against the programs of iptables; ratio below 1: we are faster; the aim is for processor time"
echo "   rules  backend  step                ours      theirs  ratio    ours, cpu  theirs, cpu  ratio    aim"
# shellcheck disable=SC2086 # the sizes are meant to be split
"$here/../helper/netfilter/inownnetwork.sh" bash "$here/bench_rules.sh" --inside "$bin" "${RUNS:-6}" "$work" \
  ${SIZES:-1000 10000 50000}
