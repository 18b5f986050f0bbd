#!/usr/bin/env python3
"""Makes the C++ table of the portrait policies from assets/portrait.json; refuses a cause or a measure that does not exist.

portrait.py PORTRAIT.json CAUSES.def MEASURES.def OUT.cpp
"""
import json
import pathlib
import re
import sys

source, causes_def, measures_def, out = map(pathlib.Path, sys.argv[1:5])
causes = set(re.findall(r"^MOTCUA_CAUSE\((\w+),", causes_def.read_text(encoding="utf-8"), re.M))
measures = {text: name for name, text in re.findall(r'^MOTCUA_MEASURE\((\w+), "(\w+)"', measures_def.read_text(encoding="utf-8"), re.M)}
limits = {"below": "value_below", "above": "value_above", "scoreBelow": "score_below"}


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def date(text):
    year, month, day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text).groups()
    return f"Date{{std::chrono::year{{{int(year)}}}, std::chrono::month{{{int(month)}}}, std::chrono::day{{{int(day)}}}}}"


def rule(policy, row):
    kinds = [k for k in limits if k in row]
    unknown = set(row) - {"cause", "measure", "hint", *limits}
    if len(kinds) != 1 or unknown or row["cause"] not in causes or row["measure"] not in measures:
        sys.exit(f"{source}: {policy}: {row}")
    weight = "hint" if row.get("hint") else "cause"
    return f"{{Cause::{row['cause']}, MeasureId::{measures[row['measure']]}, Limit::{limits[kinds[0]]}, {float(row[kinds[0]])!r}, Weight::{weight}}}"


def format_of(name, row):
    """The ratio; crown to chin, and the eyes' distance from the upper edge, over the height; pixels."""
    if set(row) != {"across", "down", "head", "eyeLine", "leastHeight", "mostHeight"} or not 0 < row["eyeLine"] < row["head"] < 1:
        sys.exit(f"{source}: {name}: {row}")
    return (f"{{.across = {int(row['across'])}, .down = {int(row['down'])}, .head = {float(row['head'])!r}, .eye_line = {float(row['eyeLine'])!r}, "
            f".least_height = {int(row['leastHeight'])}, .most_height = {int(row['mostHeight'])}}}")


def policy(p):
    to = date(p["validTo"]) if "validTo" in p else "std::nullopt"
    rules = ",\n                   ".join(rule(p["id"], row) for row in p["rules"])
    return (f"        {{.id = {quoted(p['id'])}, .title_vi = {quoted(p['title']['vi'])}, .title_en = {quoted(p['title']['en'])},\n"
            f"         .source = {quoted(p['source'])},\n         .certain = {str(p['certain']).lower()}, .from = {date(p['validFrom'])}, .to = {to},\n"
            f"         .format = {format_of(p['id'], p['format'])},\n"
            f"         .rules = {{{rules}}}}}")


text = ("// Made by assets/tools/portrait.py from assets/portrait.json. Do not edit.\n#include \"shared/portrait/policy.hpp\"\n\nnamespace motcua::portrait {\n\n"
        "std::vector<Policy> all_policies() {\n    return {\n" + ",\n".join(map(policy, json.loads(source.read_text(encoding="utf-8")))) +
        ",\n    };\n}\n\n}  // namespace motcua::portrait\n")
if not out.exists() or out.read_text(encoding="utf-8") != text:
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
