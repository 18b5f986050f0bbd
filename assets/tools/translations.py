#!/usr/bin/env python3
"""Whether every text in the further languages is there, current and has the places of its source.

translations.py ASSETS SHARED            prints what is missing, stale or ill-fitting; exit 1 when there is any
translations.py ASSETS SHARED accept     notes the present English texts as those that were translated (i18n/sources.json)

A text is stale when its English source is not the one that was translated. Sources are told apart by a short hash.
"""
import hashlib
import json
import pathlib
import re
import sys

import words as made  # the English words of the code

assets, shared = map(pathlib.Path, sys.argv[1:3])
languages = json.loads((assets / "nationality_names.json").read_text(encoding="utf-8"))["languages"]


def read(path):
    return json.loads((assets / path).read_text(encoding="utf-8"))


def rule_texts():
    """What the rules say, by the keys of shared/rules/translation.hpp, in English."""
    out = {}
    for row in read("consents.json"):
        out[f"consents.{row['version']}.text"] = row["text"]["en"]
        out[f"consents.{row['version']}.summary"] = row["summary"]["en"]
    out |= {f"consents.{name}": row["en"] for name, row in read("consent_words.json").items()}
    for group in ("eligibility", "forms"):
        out |= {f"{group}.{row['id']}.title": row["title"]["en"] for row in read(f"{group}.json")}
    out |= {f"cards.{row['ascii']}.who": row["who"]["en"] for row in read("cards.json")["symbols"]}
    out |= {f"offices.{row['id']}.name": row["name"]["en"] for row in read("offices.json")}
    calendar = read("calendar.json")
    out |= {f"calendar.{row['name']['en']}": row["name"]["en"] for row in calendar["days"] + calendar["open"]}
    out |= {f"provinces.{row['code']}.name": row["name"]["en"] for row in read("provinces.json")}
    return out | {"provinces.city": "{name} City", "provinces.province": "{name} Province"}


def flat_messages(language):
    messages = read("messages.json")
    out = {"signature": messages["signature"].get(language, "")}
    out |= {f"reasons.{code}": row.get(language, "") for code, row in messages["reasons"].items()}
    return out | {f"topics.{topic}.{part}": row.get(language, {}).get(part, "") for topic, row in messages["topics"].items()
                  for part in ("subject", "sms", "email")}


sources = {"pages": read("i18n/en.json"), "form": made.public_words(assets, shared), "rules": rule_texts(), "messages": flat_messages("en")}
translated = {"pages": lambda language: read(f"i18n/{language}.json"), "form": lambda language: read(f"i18n/form.{language}.json"),
              "rules": lambda language: read(f"i18n/rules.{language}.json"), "messages": flat_messages}
hashes = {group: {key: hashlib.sha256(text.encode()).hexdigest()[:10] for key, text in texts.items()} for group, texts in sources.items()}
if sys.argv[3:] == ["accept"]:
    (assets / "i18n/sources.json").write_text(json.dumps(hashes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.exit(0)

plural = re.compile(r"\.(one|few|many|other)$")
categories = {"zh": {"other"}, "ko": {"other"}, "ja": {"other"}, "ru": {"one", "few", "many", "other"}, "fr": {"one", "other"}, "vi": {"other"}}
faults = []


def wanted_keys(language, texts):
    stems = {key.removesuffix(".one") for key in texts if key.endswith(".one")}
    plain = {key for key in texts if plural.sub("", key) not in stems}
    return plain | {f"{stem}.{category}" for stem in stems for category in categories[language]}


def places(text):
    return sorted(set(re.findall(r"\{\w+\}", text)))


def source_of(texts, key):
    return texts.get(key) or texts.get(plural.sub(".other", key), "")


accepted = read("i18n/sources.json")
for group, texts in sources.items():
    for key in texts:
        if accepted[group].get(key) != hashes[group][key]:
            faults.append(f"{group} {key}: the English text changed after it was translated")
    for language in languages:
        found = translated[group](language)
        for key in sorted(wanted_keys(language, texts) ^ set(found)):
            faults.append(f"{group} {language} {key}: {'unknown' if key in found else 'missing'}")
        for key, text in found.items():
            source = source_of(texts, key)
            if not text:
                faults.append(f"{group} {language} {key}: empty")
            extra = set(places(text)) - set(places(source)) - ({"{vi}"} if key.startswith("provinces.") else set())
            if extra or (set(places(source)) - set(places(text)) - {"{n}"}):
                faults.append(f"{group} {language} {key}: places {places(text)}, the source has {places(source)}")
print("\n".join(faults) or f"{sum(map(len, sources.values()))} texts in {len(languages)} languages: all there and current")
sys.exit(1 if faults else 0)
