#!/usr/bin/env python3
"""Packs the rule data of assets/ into one JSON bundle, and the bundle into a C++ source for the native and node programs.

bundle.py ASSETS OUT.json OUT.cpp
"""
import hashlib
import json
import pathlib
import sys

assets, out_json, out_cpp = map(pathlib.Path, sys.argv[1:4])
# only for the native and node programs: the browser loads the words of the language it shows (words.py)
native_part = "words"
parts = {"calendar": "calendar", "eligibility": "eligibility", "forms": "forms", "consents": "consents", "consentWords": "consent_words", "nationalities": "nationalities",
         "provinces": "provinces", "formerProvinces": "former_provinces", "cards": "cards", "phone": "phone", "offices": "offices", "limits": "limits"}


def refuse_duplicates(pairs):
    keys = [k for k, _ in pairs]
    if len(keys) != len(set(keys)):
        sys.exit(f"duplicate key in {keys}")
    return dict(pairs)


bundle = {}
for key, name in parts.items():
    bundle[key] = json.loads((assets / f"{name}.json").read_text(encoding="utf-8"), object_pairs_hook=refuse_duplicates)
names = json.loads((assets / "nationality_names.json").read_text(encoding="utf-8"), object_pairs_hook=refuse_duplicates)
bundle[native_part] = {
    language: json.loads((assets / f"i18n/rules.{language}.json").read_text(encoding="utf-8"), object_pairs_hook=refuse_duplicates)
    | {f"nationalities.{code}": all_names[index] for code, all_names in names["names"].items()}
    for index, language in enumerate(names["languages"])}
body = json.dumps(bundle, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
bundle["version"] = hashlib.sha256(body.encode()).hexdigest()[:12]
body = json.dumps(bundle, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def write_if_changed(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


write_if_changed(out_json, json.dumps({key: part for key, part in bundle.items() if key != native_part}, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
lines = []
raw = body.encode()
for i in range(0, len(raw), 100):
    escaped = "".join(chr(b) if 32 <= b < 127 and b not in (34, 63, 92) else "\\%03o" % b for b in raw[i:i + 100])
    lines.append(f'    "{escaped}"')
write_if_changed(out_cpp, "// Made by assets/tools/bundle.py from assets/*.json. Do not edit.\n"
                 '// longer than the standard promises; both compilers take it\n#pragma GCC diagnostic ignored "-Woverlength-strings"\n\n#include "shared/rules/rulebook.hpp"\n\nnamespace motcua::rules {\n\nstd::string_view embedded_bundle() {\n'
                 "    static constexpr char bundle[] =\n" + "\n".join(lines) + ";\n    return {bundle, sizeof bundle - 1};\n}\n\n}  // namespace motcua::rules\n")
