#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The verdict engine against reading the same rules with iptables-legacy-save, in a network of its own.
# Prints a table; ratios are what counts (README.md).
#
# usage: bench_verdict.sh BIN_FOLDER     SIZES="1000 10000" chooses less
#        bench_verdict.sh --inside …     (called by itself)
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")

# SIZE rules that one packet passes without a match; $2 is where they lead.
rules() {
  printf '*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n'
  awk -v size="$1" 'BEGIN { for (i = 0; i < size; i++)
    printf "-A INPUT -s 172.%d.%d.%d/32 -p tcp -m tcp --dport %d -j %s\n",
      16 + i / 65536, (i / 256) % 256, i % 256, 10000 + i % 5000, i % 2 ? "DROP" : "ACCEPT" }'
  echo COMMIT
}

# Processor time of one run of iptables-legacy-save on the rules of a file, in ms.
save_time() {
  iptables-legacy-restore <"$1"
  hyperfine -N --warmup 1 --runs 6 --export-json "$work/save.json" 'iptables-legacy-save -c' >"$work/log" 2>&1 ||
    { cat "$work/log" >&2; return 1; }
  jq '(.results[0].user + .results[0].system) * 1000' "$work/save.json"
}

inside() {
  local bin=$1 work=$2 file save
  shift 2
  for file in "$@"; do
    save=$(save_time "$file")
    "$bin/benchverdict" "$file" --benchmark_format=json 2>/dev/null |
      jq -r --argjson save "$save" '.benchmarks[]
        | [.name, .rules, .cpu_time, $save, .cpu_time / $save, (.peak_mib // 0)] | @tsv' |
      awk -F '\t' '{
        aim = ""
        if ($1 ~ /^one packet/) aim = $5 <= 0.1 ? "met" : "missed"
        if ($1 ~ /^open ports, university/) aim = $3 <= 2000 && $6 <= 500 ? "met" : "missed"
        printf "%-36s %7d %10.2f ms %9.1f ms %7.3f %7.0f MiB  %s\n", $1, $2, $3, $4, $5, $6, aim }'
  done
}

if [ "${1:-}" = --inside ]; then
  shift
  inside "$@"
  exit
fi

bin=${1:?usage: bench_verdict.sh BIN_FOLDER}
for program in hyperfine jq awk iptables-legacy-save "$bin/benchverdict"; do
  command -v "$program" >/dev/null || { echo "SKIP: $program is missing"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
files=()
for size in ${SIZES:-1000 5000 10000 50000}; do
  rules "$size" >"$work/$size-rules.v4"
  files+=("$work/$size-rules.v4")
done
real=$here/../../../shared/rulesets/university-lab.v4
[ -r "$real" ] && files+=("$real")
echo "aims: one packet in a tenth of iptables-legacy-save; the open ports of university-lab.v4 in 2 s and 500 MiB"
echo "what                                   rules  ours, cpu        save, cpu   ratio    peak"
"$here/../helper/netfilter/inownnetwork.sh" bash "$here/bench_verdict.sh" --inside "$bin" "$work" "${files[@]}"
