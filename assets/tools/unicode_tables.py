#!/usr/bin/env python3
"""Writes shared/base/unicode_tables.hpp from the Unicode 14 data of Python 3.11 (the version of Debian 12's utf8proc).

Run by hand when Debian's utf8proc moves to a newer Unicode; the result is committed, so builds do not depend on Python's version.
"""
import sys
import unicodedata as u

if u.unidata_version != "14.0.0":
    sys.exit(f"needs Unicode 14.0.0, this Python has {u.unidata_version}")

hangul = range(0xAC00, 0xAC00 + 11172)
decompositions = []
for c in range(0x110000):
    d = u.decomposition(chr(c))
    if d and not d.startswith("<") and c not in hangul:
        parts = [int(x, 16) for x in d.split()]
        decompositions.append((c, parts[0], parts[1] if len(parts) > 1 else 0))
# A pair composes when its whole is stable under NFC; the rest are the composition exclusions.
exclusions = [c for c, first, second in decompositions if second and u.normalize("NFC", chr(c)) != chr(c)]

classes, run = [], None
for c in range(0x300, 0x110000):
    value = u.combining(chr(c))
    if run and run[2] == value and value and run[0] + run[1] == c:
        run[1] += 1
    elif value:
        run = [c, 1, value]
        classes.append(run)
    else:
        run = None

folds, long_folds = [], []
for c in range(0x80, 0x110000):
    f = chr(c).casefold()
    if f == chr(c):
        continue
    if len(f) > 1:
        long_folds.append((c, [ord(x) for x in f]))
        continue
    delta = ord(f) - c
    last = folds[-1] if folds else None
    if last and last[3] == delta:
        gap = c - (last[0] + last[1] - 1)
        if gap in (1, 2) and (last[1] == 1 or gap == last[2]):
            last[2] = gap
            last[1] = c - last[0] + 1
            continue
    folds.append([c, 1, 1, delta])

out = ["// Made by assets/tools/unicode_tables.py from Unicode 14.0.0. Do not edit.",
       "#pragma once", "", "#include <cstdint>", "", "// clang-format off", "namespace motcua::unicode::tables {", "",
       "// Canonical decompositions, by columns, as a browser's download packs them best: how far a code point lies after the",
       "// row before, and the one or two code points it stands for.",
       "inline constexpr std::uint32_t steps[] = {"]
def rows(items, n=20):
    return ["    " + " ".join(items[i:i + n]) for i in range(0, len(items), n)]
out += rows([f"{row[0] - before[0]}," for before, row in zip([(0,)] + decompositions, decompositions)])
for column, name in ((1, "firsts"), (2, "seconds")):
    out += ["};", f"inline constexpr std::uint32_t {name}[] = {{"]
    out += rows([f"{row[column]}," for row in decompositions])
out += ["};", "/// Pairs that stay apart in NFC.", "inline constexpr std::uint32_t exclusions[] = {"]
out += rows([f"{c}," for c in exclusions])
out += ["};", "struct ClassRange { std::uint32_t from; std::uint16_t count; std::uint8_t value; };", "inline constexpr ClassRange classes[] = {"]
out += rows([f"{{{a},{b},{v}}}," for a, b, v in classes], 8)
out += ["};", "/// Every `step`th code point of the range folds by adding delta.",
        "struct FoldRange { std::uint32_t from; std::uint16_t count; std::uint16_t step; std::int32_t delta; };", "inline constexpr FoldRange folds[] = {"]
out += rows([f"{{{a},{b},{s},{d}}}," for a, b, s, d in folds], 8)
out += ["};", "struct LongFold { std::uint32_t from; char32_t to[3]; };", "inline constexpr LongFold long_folds[] = {"]
out += rows([f"{{{c},{{{','.join(map(str, t + [0] * (3 - len(t))))}}}}}," for c, t in long_folds], 5)
out += ["};", "", "}  // namespace motcua::unicode::tables", "// clang-format on", ""]
open(sys.argv[1] if len(sys.argv) > 1 else "shared/base/unicode_tables.hpp", "w").write("\n".join(out))
print(len(decompositions), "decompositions,", len(exclusions), "exclusions,", len(classes), "class ranges,", len(folds), "fold ranges,", len(long_folds), "long folds")
