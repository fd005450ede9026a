"""A frame that lacks the key of its table is told which column that is, not that none of its columns is known."""

import pandas as pd
import pytest

from validator import check
from validator.pack.loading import load_pack

TITLES = [field.title for field in load_pack().tables["agtkeluarga"].fields]
FRAME = pd.DataFrame([["x"] * len(TITLES)] * 3, columns=TITLES)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (FRAME.drop(columns="NIK"), "kolom ini tidak ditemukan: NIK"),
        (FRAME[["NIK", "Kode Keluarga", "Nama Anggota Keluarga"]], ""),
        (pd.DataFrame({"a": [1], "b": [2]}), "tidak dikenal sebagai KK dan Anggota Keluarga"),
    ],
)
def test_what_is_missing_is_named(frame, said):
    if not said:  # the caller has said what it is
        assert check({"agtkeluarga": frame}, village="6311032021").files[0].sheets[0].table == "agtkeluarga"
        return
    with pytest.raises(ValueError, match=said) as error:
        check({"agtkeluarga": frame}, village="6311032021")
    assert str(error.value).startswith('Tabel "agtkeluarga" tidak dapat diperiksa')
