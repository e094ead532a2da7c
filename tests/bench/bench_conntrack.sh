#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Counting the connection table against `conntrack -L | wc -l`, and one reading of the gauge, in a network
# of its own (README.md). Prints a table; ratios are what counts. More entries than this computer's limit
# are left out, unless PORTLIGHT_TEST_HOST=1 allows to raise the limit (of the whole computer) meanwhile.
#
# usage: bench_conntrack.sh BIN_FOLDER     SIZES="200000" and RUNS=5 choose less
#        bench_conntrack.sh --inside …     (called by itself)
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
limit=/proc/sys/net/netfilter/nf_conntrack_max

# Entries FROM to TO as `conntrack -o save` prints them: many sources, few destinations and ports.
entries() {
  awk -v from="$1" -v to="$2" 'BEGIN { for (i = from; i < to; i++) {
    source = sprintf("10.%d.%d.%d", i / 65536 % 256, i / 256 % 256, i % 256)
    server = "192.0.2." i % 7; sport = 1024 + i % 60000
    if (i % 10 == 9) printf "-A -t 3000 -u SEEN_REPLY,ASSURED -s %s -d %s -r %s -q %s -p udp --sport %d --dport 53 --reply-port-src 53 --reply-port-dst %d\n",
      source, server, server, source, sport, sport
    else { port = i % 3 ? 443 : 22
      printf "-A -t 86400 -u SEEN_REPLY,ASSURED -s %s -d %s -r %s -q %s -p tcp --sport %d --dport %d --reply-port-src %d --reply-port-dst %d --state ESTABLISHED\n",
        source, server, server, source, sport, port, port, sport } } }'
}

inside() {
  local bin=$1 runs=$2 work=$3 size made=0 gauge
  shift 3
  for size in "$@"; do
    entries "$made" "$size" >"$work/entries"
    conntrack -R "$work/entries" >/dev/null 2>&1
    made=$size
    read -r counted memory < <("$bin/benchconntrack" summary)
    [ "$counted" = "$size" ] || { echo "counted $counted of $size"; return 1; }
    hyperfine --warmup 1 --runs "$runs" --export-json "$work/times.json" \
      "$bin/benchconntrack summary" 'conntrack -L 2>/dev/null | wc -l' \
      "$bin/benchconntrack summary" 'conntrack -L 2>/dev/null | wc -l' >"$work/log" 2>&1 || { cat "$work/log"; return 1; }
    gauge=$("$bin/benchconntrack" gauge)
    jq -r '.results
           | [([.[0], .[2]], [.[1], .[3]]) | ((map(.times) | add | sort | .[length / 4 | floor] * 1000),
                                              ((map(.user + .system) | add) / 2 * 1000))] | @tsv' "$work/times.json" |
      awk -v size="$size" -v memory="$memory" -v gauge="$gauge" '
        { printf "%8d %8.0f ms %8.0f ms %5.2f %8.0f ms %8.0f ms %5.2f %6.1f MiB %8.1f us  %s\n",
            size, $1, $3, $1 / $3, $2, $4, $2 / $4, memory, gauge, gauge < 1000 ? "gauge: met" : "gauge: missed" }'
  done
}

if [ "${1:-}" = --inside ]; then
  shift
  inside "$@"
  exit
fi

bin=${1:?usage: bench_conntrack.sh BIN_FOLDER}
for program in hyperfine jq awk conntrack "$bin/benchconntrack"; do
  command -v "$program" >/dev/null || { echo "SKIP: $program is missing"; exit 77; }
done
[ -r "$limit" ] || { echo "SKIP: this kernel has no connection tracking"; exit 77; }
work=$(mktemp -d)
before=$(cat "$limit")
clean() {
  [ "$(cat "$limit")" = "$before" ] || echo "$before" >"$limit"
  rm -rf "$work"
}
trap clean EXIT
sizes=()
for size in ${SIZES:-200000 1000000}; do
  if [ "$before" -ne 0 ] && [ "$size" -ge "$before" ]; then
    if [ "${PORTLIGHT_TEST_HOST:-}" != 1 ]; then
      echo "left out: $size entries are beyond this computer's limit of $before"
      continue
    fi
    [ "$(cat "$limit")" -gt "$size" ] || echo $((size + 65536)) >"$limit"
  fi
  sizes+=("$size")
done
[ ${#sizes[@]} -gt 0 ] || exit 77
echo "aims: half the time of conntrack -L | wc -l; memory that does not grow; a gauge reading below 1,000 us"
echo " entries     ours       theirs  ratio    ours, cpu  theirs, cpu  ratio    memory    gauge, cpu"
"$here/../helper/netfilter/inownnetwork.sh" bash "$here/bench_conntrack.sh" --inside "$bin" "${RUNS:-8}" "$work" "${sizes[@]}"
