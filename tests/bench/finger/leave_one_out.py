#!/usr/bin/python3
"""How much of the comparison's accuracy comes from having chosen its constants on the sets it is measured on.

  tests/bench/finger/leave_one_out.py BUILD_DIR DATA_DIR      (after `ninja -C BUILD_DIR finger_comparison_bench`; minutes)

Every constant below is changed, alone, to smaller and larger values; each variant is compiled and compares all pairs of all sets.
Then, for each set, the constants are chosen on the other three (each constant's best value by the mean of EER and FNMR at FMR 1 % and
0.1 %; all the chosen values together are compiled once more), and the set left out is measured with them. A constant is not kept for
having been there before: the present value is one of the candidates.
"""
import csv
import os
import re
import subprocess
import sys

build, data = sys.argv[1], sys.argv[2]
work = os.path.join(build, "leave_one_out")
HERE = "shared/finger/comparison/"
CONSTANTS = [  # file, text before the value, present value, others
    (HERE + "pairing.hpp", "angle_tolerance = ", "20", ["12", "16", "26", "32"]),
    (HERE + "pairing.hpp", "reach = ", "60.0F", ["35.0F", "45.0F", "80.0F", "110.0F"]),
    (HERE + "pairing.hpp", "stiffness = ", "0.8F", ["0.4F", "0.6F", "1.2F", "1.8F"]),
    (HERE + "roots.hpp", "wanted_roots = ", "48", ["24", "32", "40", "56"]),
    (HERE + "roots.hpp", "root_similarity = ", "300", ["150", "220", "380", "450"]),
    (HERE + "roots.hpp", "hypotheses = ", "2", ["1", "3"]),
    (HERE + "roots.hpp", "vote_rounds = ", "4", ["1", "2", "6", "9"]),
    (HERE + "roots.hpp", "own_vote = ", "0.2F", ["0.05F", "0.1F", "0.35F", "0.5F"]),
    (HERE + "roots.hpp", "turn_tolerance = ", "24", ["14", "18", "32", "40"]),
    (HERE + "roots.hpp", "follower = ", "0.15F", ["0.05F", "0.1F", "0.25F", "0.35F"]),
    (HERE + "similarity.hpp", "least_cells = ", "20", ["10", "15", "30", "40"]),
    (HERE + "weighing.hpp", "int tolerance = ", "24", ["14", "18", "32", "40"]),
    (HERE + "weighing.hpp", "? 1.0F : ", "0.6F", ["0.3F", "0.45F", "0.8F", "1.0F"]),
    ("shared/finger/match.cpp", "wide = ", "18.0F", ["12.0F", "15.0F", "22.0F", "28.0F"]),
    ("shared/finger/match.cpp", "narrow = ", "11.0F", ["7.0F", "9.0F", "14.0F", "18.0F"]),
]
FLAGS = ["-std=c++20", "-O3", "-ffp-contract=off"]


def written(changes, folder):
    """The changed files in a folder of their own, which the compiler looks into first."""
    texts = {}
    for (path, before, value, _), new in changes:
        text = texts.get(path) or open(path).read()
        if text.count(before + value) != 1:
            sys.exit(f"{path}: '{before}{value}' is not there once")
        texts[path] = text.replace(before + value, before + new)
    for path, text in texts.items():
        os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
        open(os.path.join(folder, path), "w").write(text)


def scores_of(changes):
    """[(set, same finger, score)] with these changes."""
    name = "+".join(re.sub(r"\W+", "_", before) + new for (_, before, _, _), new in changes) or "present"
    folder = os.path.join(work, name)
    table = os.path.join(folder, "scores.csv")
    if not os.path.exists(table):
        os.makedirs(folder, exist_ok=True)
        written(changes, folder)
        source = os.path.join(folder, "shared/finger/match.cpp")
        source = source if os.path.exists(source) else "shared/finger/match.cpp"
        program, library = os.path.join(folder, "bench"), os.path.join(build, "shared")
        subprocess.run(["g++", *FLAGS, "-I", folder, "-I", ".", source, "tests/bench/finger/comparison.cpp", "-o", program, "-L", library,
                        "-lmotcua_finger", "-lmotcua_picture", "-lmotcua_rules", "-lfmt", "-ljpeg", "-lpng", "-lz", "-lopenjp2"], check=True)
        subprocess.run([program, data, table + ".part"], check=True, stdout=subprocess.DEVNULL)
        os.replace(table + ".part", table)
        os.remove(program)
    return [(r[0], r[3] == "1", int(r[4])) for r in csv.reader(open(table))]


def rates(scores, of_set):
    """EER, FNMR at FMR 1 % and 0.1 %, in %, as tests/bench/finger/sets.hpp counts them."""
    genuine = [s for t, same, s in scores if t == of_set and same]
    impostor = [s for t, same, s in scores if t == of_set and not same]
    fnmr = lambda t: 100 * sum(s < t for s in genuine) / len(genuine)
    fmr = lambda t: 100 * sum(s >= t for s in impostor) / len(impostor)
    at = lambda percent: next(t for t in range(1002) if fmr(t) <= percent)
    return [min(max(fnmr(t), fmr(t)) for t in range(0, 400)), fnmr(at(1)), fnmr(at(0.1))]


def mean(values):
    return sum(values) / len(values)


def main():
    present = scores_of([])
    sets = sorted({s for s, _, _ in present})
    table = {(): {s: rates(present, s) for s in sets}}
    for constant in CONSTANTS:
        for new in constant[3]:
            scores = scores_of([(constant, new)])
            table[constant[1], new] = {s: rates(scores, s) for s in sets}
    loss = lambda key, some: mean([mean(table[key][s]) for s in some])
    print("set left out     present constants         chosen on the other sets   (EER, FNMR at FMR 1 %, at 0.1 %)   changed")
    sums = [[], []]
    for left in sets:
        others = [s for s in sets if s != left]
        changes = []
        for constant in CONSTANTS:
            best = min([()] + [(constant[1], new) for new in constant[3]], key=lambda key: loss(key, others))
            if best:
                changes.append((constant, best[1]))
        chosen = rates(scores_of(changes), left)
        sums[0].append(table[()][left]), sums[1].append(chosen)
        row = lambda values: " ".join(f"{v:6.2f}" for v in values)
        print(f"{left:16s} {row(table[()][left])}      {row(chosen)}        " + ", ".join(f"{c[1].strip()} {new}" for c, new in changes))
    print(f"{'mean':16s} " + "      ".join(" ".join(f"{mean(c):6.2f}" for c in zip(*rows)) for rows in sums))


if __name__ == "__main__":
    main()
