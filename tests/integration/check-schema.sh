#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Real output of `diagnose --json`, for every story and both backends, against the shipped schema.
# Usage: check-schema.sh BIN_DIR SOURCE_DIR
set -euo pipefail
bin=$1
schema=$2/resources/portlight.diagnosis.schema.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The node that is "this computer", and the question, as the story tells them.
question() {
  /usr/bin/python3 - "$bin/../share/portlight/stories/$1.json" <<'PYTHON'
import json
import sys

story = json.load(open(sys.argv[1], encoding="utf-8"))
words = [story["here"]]
for key, value in story["question"].items():
    words += ["--" + key.replace("_", "-"), str(value)]
print(" ".join(words))
PYTHON
}

count=0
while read -r story; do
  for backend in nft legacy; do
    read -ra words <<<"$(question "$story")"
    status=0
    "$bin/portlight-lab" run "$story" --backend "$backend" --node "${words[0]}" -- \
      "$bin/portlightctl" --direct --json diagnose "${words[@]:1}" --no-probe >"$work/$story-$backend.json" || status=$?
    # 0, 1 and 3 are answers; anything else is a failure of the program.
    case "$status" in 0 | 1 | 3) ;; *)
      echo "FAIL: diagnose ended with $status for $story on $backend"
      exit 1 ;;
    esac
    count=$((count + 1))
  done
done < <("$bin/portlight-lab" list)
[ "$count" -ge 12 ] || { echo "FAIL: only $count answers"; exit 1; }

/usr/bin/python3 - "$schema" "$work"/*.json <<'PYTHON'
import json
import sys

import jsonschema

schema = json.load(open(sys.argv[1], encoding="utf-8"))
validator = jsonschema.Draft202012Validator(schema)
validator.check_schema(schema)
bad = 0
for path in sys.argv[2:]:
    document = json.load(open(path, encoding="utf-8"))
    for error in validator.iter_errors(document):
        print(f"FAIL: {path}: {list(error.path)}: {error.message}")
        bad += 1
# The schema must refuse, too, or it proves nothing.
document["findings"][0]["cause"] = "bad-weather"
if validator.is_valid(document):
    print("FAIL: the schema accepts an unknown cause")
    bad += 1
print(f"{len(sys.argv) - 2} answers validated")
sys.exit(1 if bad else 0)
PYTHON
