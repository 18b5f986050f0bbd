#!/usr/bin/env python3
"""Writes the files of words that are made of others, for each language: {"key": "text"}.

words.py ASSETS SHARED OUT_DIR
    start.vi.json    of i18n/vi.json, the groups of keys that the start page shows (start.json lists them)
    errors.vi.json   what the code of shared/ says: of errors.def, the message of each code; of fields.cpp, the words of the form:
                     "@applicant.sex" its label, "@applicant.sex?" its hint, "@applicant.sex=M" a choice, "@applicant" the
                     section's title; of the tables of states, events, reasons and parts of a zone "@state=booked" …
                     For the other languages it is i18n/form.LANGUAGE.json, which must have the same keys, except what only
                     officers meet (officer_errors.json).
    rules.zh.json    what the rules (rules.json) say in a language other than Vietnamese and English: i18n/rules.zh.json and the
                     names of nationality_names.json
Whether the texts are all there and current: translations.py.
"""
import fnmatch
import json
import pathlib
import re
import sys

text = r'"(?:[^"\\]|\\.)*"'
row = re.compile(rf'^MOTCUA_ERROR\(\w+, ({text}), \d+, ({text}), ({text})\)$')
tables = (("state", "application/lifecycle.cpp", "state_words"), ("event", "application/lifecycle.cpp", "event_words"),
          ("reason", "application/eligibility.cpp", "reason_texts"), ("mrz", "i18n/text.cpp", "parts"))


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def errors(shared):
    """(code, Vietnamese, English) of every row of errors.def"""
    for line in (shared / "base/errors.def").read_text(encoding="utf-8").splitlines():
        if not line.startswith("MOTCUA_ERROR("):
            continue
        match = row.match(line)
        if not match:
            sys.exit(f"not understood: {line}")
        yield tuple(map(json.loads, match.groups()))


def pair(part, name):
    """.label_vi = "…", .label_en = "…" of a row of the field table, or nothing"""
    match = re.search(rf'\.{name}_vi = ({text}),\s*\.{name}_en = ({text})', part)
    return match and tuple(map(json.loads, match.groups()))


def fields(shared):
    """(key, texts) of the field table: labels, hints, choices, titles of sections"""
    source = (shared / "form/fields.cpp").read_text(encoding="utf-8")
    choices = {name: re.findall(rf'{{({text}), ({text}), ({text})}}', rows)
               for name, rows in re.findall(r'constexpr auto (\w+) = choices\(\{(.*?)\}\);', source, re.S)}
    for field in source.split('{.name = ')[1:]:
        name, section = re.match(r'"(\w+)", \.section = Section::(\w+)', field).groups()
        field = field.split('\n};')[0]
        key = name if section == "filing" else f"{section}.{name}"
        yield key, pair(field, "label")
        yield key + "?", pair(field, "hint")
        listed = re.search(r'\.choices = (\w+)', field)
        for value, vi, en in choices[listed.group(1)] if listed else ():
            yield f"{key}={json.loads(value)}", (json.loads(vi), json.loads(en))
    for section in re.findall(r'\{\.section = Section::.*?\},?\n', source, re.S):
        yield re.search(r'\.name = "(\w*)"', section).group(1), pair(section, "title")


def table_words(shared):
    """(key, texts) of tables of {"code", "Vietnamese", "English"}"""
    for kind, path, begin in tables:
        block = re.search(rf"constexpr std::array {begin}\{{(.*?)\n\}};", (shared / path).read_text(encoding="utf-8"), re.S).group(1)
        for found in re.findall(rf"\w+\{{({text}),\s*({text}),\s*({text})\}}", block):
            name, vi, en = map(json.loads, found)
            yield f"{kind}={name}", (vi, en)


def words_of_code(shared):
    """{"vi": {key: text}, "en": …} of everything that shared/ says"""
    out = {"vi": {}, "en": {}}
    for code, vi, en in errors(shared):
        out["vi"][code], out["en"][code] = vi, en
    for key, texts in (*fields(shared), *table_words(shared)):
        if key and texts:
            out["vi"]["@" + key], out["en"]["@" + key] = texts
    return out


def public_words(assets, shared):
    """The English ones that are translated: what only officers meet is not."""
    officers_only = read(assets / "i18n/officer_errors.json")
    return {key: said for key, said in words_of_code(shared)["en"].items()
            if not any(fnmatch.fnmatchcase(key, pattern) for pattern in officers_only)}


def write_all(assets, shared, out):
    def write(name, texts):
        (out / name).write_text(json.dumps(texts, ensure_ascii=False, indent=1), encoding="utf-8")

    groups = read(assets / "i18n/start.json")
    nationalities = read(assets / "nationality_names.json")
    words = words_of_code(shared)
    for index, language in enumerate(nationalities["languages"]):
        words[language] = read(assets / f"i18n/form.{language}.json")
        names = {f"nationalities.{code}": names[index] for code, names in nationalities["names"].items()}
        write(f"rules.{language}.json", read(assets / f"i18n/rules.{language}.json") | names)
    for language, messages in words.items():
        write(f"errors.{language}.json", messages)
        texts = read(assets / f"i18n/{language}.json")
        write(f"start.{language}.json", {key: said for key, said in texts.items() if key.split(".")[0] in groups})


if __name__ == "__main__":
    write_all(*map(pathlib.Path, sys.argv[1:4]))
