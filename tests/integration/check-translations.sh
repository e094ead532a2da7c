#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The translation files know every string of the sources, German is complete, plurals are right.
# Usage: check-translations.sh SOURCE_DIR
set -euo pipefail
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source/app" "$source/translations" "$work"
cp "$source/dev" "$work"
for lupdate in /usr/lib/qt6/bin/lupdate /usr/lib/qt6/libexec/lupdate; do
  [ -x "$lupdate" ] && break
done
cd "$work"
"$lupdate" -I . -silent -locations none -no-obsolete app -ts translations/portlight_de.ts
"$lupdate" -I . -silent -locations none -no-obsolete -pluralonly app -ts translations/portlight_en.ts

/usr/bin/python3 - "$source/translations" translations <<'PYTHON'
import re
import sys
import xml.etree.ElementTree as tree


def messages(path):
    found = {}
    for context in tree.parse(path).getroot().iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            found[(name, message.findtext("source"), message.findtext("comment"))] = message
    return found


def places(text):
    return sorted(set(re.findall(r"%(?:L?\d+|n)", text or "")))


bad = 0
for language in ("de", "en"):
    shipped = messages(f"{sys.argv[1]}/portlight_{language}.ts")
    fresh = messages(f"{sys.argv[2]}/portlight_{language}.ts")
    for key in fresh.keys() - shipped.keys():
        print(f"FAIL: portlight_{language}.ts lacks {key[1]!r}: run ./dev translate")
        bad += 1
    for key in shipped.keys() - fresh.keys():
        print(f"FAIL: portlight_{language}.ts has {key[1]!r}, which no source has: run ./dev translate")
        bad += 1
    for (context, source, _), message in shipped.items():
        translation = message.find("translation")
        forms = [form.text or "" for form in translation.findall("numerusform")]
        if message.get("numerus") == "yes":
            if len(forms) != 2 or not all(forms):
                print(f"FAIL: {language}: two plural forms wanted for {source!r}")
                bad += 1
        else:
            forms = [translation.text or ""]
        if translation.get("type") == "unfinished" or not all(form.strip() for form in forms):
            print(f"FAIL: {language}: not translated: [{context}] {source!r}")
            bad += 1
        for form in forms:
            # A singular form may say "one" instead of the number.
            missing = [p for p in places(source) if p not in places(form) and p != "%n"]
            if form and (missing or any(p not in places(source) for p in places(form))):
                print(f"FAIL: {language}: place holders differ: {source!r} -> {form!r}")
                bad += 1
    print(f"portlight_{language}.ts: {len(shipped)} messages")
sys.exit(1 if bad else 0)
PYTHON
