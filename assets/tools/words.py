#!/usr/bin/env python3
"""Writes the files of words that are made of others, for each language: {"key": "text"}.

words.py I18N_DIR errors.def OUT_DIR
    start.vi.json    of vi.json, the groups of keys that the start page shows (start.json lists them)
    errors.vi.json   of errors.def, the message of each code
"""
import json
import pathlib
import re
import sys

i18n, table, out = map(pathlib.Path, sys.argv[1:4])
text = r'"(?:[^"\\]|\\.)*"'
row = re.compile(rf'^MOTCUA_ERROR\(\w+, ({text}), \d+, ({text}), ({text})\)$')
words = {"vi": {}, "en": {}}
for line in table.read_text(encoding="utf-8").splitlines():
    if not line.startswith("MOTCUA_ERROR("):
        continue
    match = row.match(line)
    if not match:
        sys.exit(f"not understood: {line}")
    code, words_vi, words_en = map(json.loads, match.groups())
    words["vi"][code], words["en"][code] = words_vi, words_en
groups = json.loads((i18n / "start.json").read_text(encoding="utf-8"))


def write(name, texts):
    (out / name).write_text(json.dumps(texts, ensure_ascii=False, indent=1), encoding="utf-8")


for language, messages in words.items():
    write(f"errors.{language}.json", messages)
    texts = json.loads((i18n / f"{language}.json").read_text(encoding="utf-8"))
    write(f"start.{language}.json", {key: text for key, text in texts.items() if key.split(".")[0] in groups})
