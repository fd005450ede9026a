#!/usr/bin/env bash
# pandera 0.35.0 on pandas 3.1.1: a column declared as datetime with coerce=True reads 07/03/2026 as 3 July.
#
# Coercion hands the text to pandas, which guesses one format from the first value: month first if that fits. A file in
# which the first day is 12 or less is read month first to its end, or refused at the first day above 12; either way
# without a word about order. `pandera.dtypes`' own DateTime takes `to_datetime_kwargs`, and only that is safe for
# dates written dd/mm/yyyy.
. "$(dirname "$0")/lib.sh"
with_python pandera==0.35.0 pandas==3.1.1
python - <<'PY' | seen '07/03/2026 plain: 2026-07-03
07/03/2026 with format: 2026-03-07'
import warnings
warnings.filterwarnings("ignore")
import pandas as pd
import pandera.pandas as pa
from pandera.engines.pandas_engine import DateTime

frame = pd.DataFrame({"day": ["07/03/2026", "05/04/2026"]})
plain = pa.DataFrameSchema({"day": pa.Column("datetime64[ns]", coerce=True)})
exact = pa.DataFrameSchema({"day": pa.Column(DateTime(to_datetime_kwargs={"format": "%d/%m/%Y"}), coerce=True)})
print("07/03/2026 plain:", plain.validate(frame)["day"].iloc[0].date())
print("07/03/2026 with format:", exact.validate(frame)["day"].iloc[0].date())
PY
