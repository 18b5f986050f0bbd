#!/usr/bin/env python3
"""Writes the files of words that are made of others, for each language: {"key": "text"}.

words.py I18N_DIR errors.def fields.cpp OUT_DIR
    start.vi.json    of vi.json, the groups of keys that the start page shows (start.json lists them)
    errors.vi.json   of errors.def, the message of each code; of fields.cpp, the words of the form: "@applicant.sex" its label,
                     "@applicant.sex?" its hint, "@applicant.sex=M" a choice, "@applicant" the section's title
"""
import json
import pathlib
import re
import sys

i18n, table, form, out = map(pathlib.Path, sys.argv[1:5])
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


def pair(row, name):
    """.label_vi = "…", .label_en = "…" of a row, or nothing"""
    match = re.search(rf'\.{name}_vi = ({text}),\s*\.{name}_en = ({text})', row)
    return match and tuple(map(json.loads, match.groups()))


def say(key, texts):
    if texts:
        words["vi"]["@" + key], words["en"]["@" + key] = texts


source = form.read_text(encoding="utf-8")
choices = {name: re.findall(rf'{{({text}), ({text}), ({text})}}', rows)
           for name, rows in re.findall(r'constexpr auto (\w+) = choices\(\{(.*?)\}\);', source, re.S)}
for field in source.split('{.name = ')[1:]:
    name, section = re.match(r'"(\w+)", \.section = Section::(\w+)', field).groups()
    field = field.split('\n};')[0]
    key = name if section == "filing" else f"{section}.{name}"
    say(key, pair(field, "label"))
    say(key + "?", pair(field, "hint"))
    listed = re.search(r'\.choices = (\w+)', field)
    for value, vi, en in choices[listed.group(1)] if listed else ():
        say(f"{key}={json.loads(value)}", (json.loads(vi), json.loads(en)))
for section in re.findall(r'\{\.section = Section::.*?\},?\n', source, re.S):
    name = re.search(r'\.name = "(\w*)"', section).group(1)
    if name:
        say(name, pair(section, "title"))
groups = json.loads((i18n / "start.json").read_text(encoding="utf-8"))


def write(name, texts):
    (out / name).write_text(json.dumps(texts, ensure_ascii=False, indent=1), encoding="utf-8")


for language, messages in words.items():
    write(f"errors.{language}.json", messages)
    texts = json.loads((i18n / f"{language}.json").read_text(encoding="utf-8"))
    write(f"start.{language}.json", {key: text for key, text in texts.items() if key.split(".")[0] in groups})
