#!/usr/bin/env bash
# frictionless 5.21.0: numbers with groupChar "." and decimalChar "," (as Indonesia writes them) take "1.04" for 104, valid.
#
# The group character is taken out wherever it stands, also where fewer than three digits follow: a decimal written with a
# point becomes a hundred times as much, and the report says valid. On integers groupChar (Table Schema 2.0) is
# ignored without a word: "1.234" is an error there.
. "$(dirname "$0")/lib.sh"
with_python frictionless==5.21.0
python - <<'PY' | seen "number: True ['104', '15', '1234', '1234.5']
integer: False"
import warnings
warnings.filterwarnings("ignore")
from frictionless import Resource, Schema


def resource(kind, cells, **more):
    field = {"name": "n", "type": kind, "groupChar": ".", **more}
    return Resource(data=[["n"], *[[cell] for cell in cells]], schema=Schema.from_descriptor({"fields": [field]}))


cells = ["1.04", "1.5", "1.234", "1.234,5"]
with resource("number", cells, decimalChar=",") as opened:
    read = [str(row["n"]) for row in opened.row_stream]
print("number:", resource("number", cells, decimalChar=",").validate().valid, read)
print("integer:", resource("integer", ["1.234"]).validate().valid)
PY
