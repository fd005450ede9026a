"""ENGINE: a form whose rows all lack a village ends the whole check: `INSERT … VALUES` with no rows."""

from __future__ import annotations

from datetime import date

import pandas as pd

from validator import check


def test_frame_without_a_village_is_rejected_with_a_reason():
    frame = pd.DataFrame([{"tegal_ladang": 2.0, "pemukiman": 1.0, "pekarangan": 1.0, "luas_tanah_kering": 4.0}])
    lost = check({"t03": frame}, date=date(2026, 6, 30))
    assert lost.villages == ()
    assert [(f.status, "--village" in f.reason) for f in lost.files] == [("rejected", True)]


def test_it_does_not_keep_other_files_from_being_checked():
    frame = pd.DataFrame([{"tegal_ladang": 2.0, "pemukiman": 1.0, "pekarangan": 1.0, "luas_tanah_kering": 4.0}])
    people = pd.DataFrame([{"kode_desa": "6311032021", "laki_laki": 1, "perempuan": 1, "jumlah": 3}])
    result = check({"t03": frame, "t45": people}, date=date(2026, 6, 30))
    assert [v.code for v in result.villages] == ["6311032021"]
