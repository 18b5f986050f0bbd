#!/usr/bin/env python3
"""The codes of nationalities.json as a zone writes them, for shared/document/classes.cpp: states.py NATIONALITIES OUT."""
import json
import sys

codes = {row["code"] for row in json.load(open(sys.argv[1], encoding="utf-8"))}
# ICAO 9303-3 section 5: Germany is "D" in a zone
zone = sorted(("D" if code == "DEU" else code).ljust(3, "<") for code in codes)
with open(sys.argv[2], "w", encoding="utf-8") as out:
    out.write("".join(f'"{code}",\n' for code in zone))
