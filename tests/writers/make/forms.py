"""Writes `forms.json`: four small forms of a made-up village, with mistakes, for every writer to write.

    python tests/writers/make/forms.py

A date is written as {"date": "2026-06-10"}; texts, numbers and blanks (null) as they are. Names and numbers are
invented; serials begin at 9000.
"""

from __future__ import annotations

import json
from pathlib import Path

VILLAGE = "6311032021"
DAY = {"date": "2026-06-10"}
FAMILY = ["001", "002", "Sungai Jernih", "Jl. Sa’ad – No. 5", "_6311032309189001", "Ma’ruf Rindaja"]
MEMBERS = [
    [*FAMILY, 1, "_6311031905019001", "Ma’ruf Rindaja", "LAKI-LAKI", "Kepala Keluarga", "Amuntai", "2001-05-19", 25,
     "Kawin", "Islam", "O", "Warga Negara Indonesia", "Jawa", "Tamat S-1/sederajat", "Pegawai Negeri Sipil"],
    [*FAMILY, 2, "_6311036602029001", "Renée Gerundi", "LAKI-LAKI", "Istri", "Balangan", "2002-02-26", 24,
     "Kawin", "Islam", "AB", "Warga Negara Indonesia", "Jawa", "Tamat SLTA/sederajat", "Ibu Rumah Tangga"],
    [*FAMILY, 3, "_6311034905239001", "Tanembila Rindaja", "PEREMPUAN", "Anak Kandung", "Barabai", "2023-05-19", 3,
     "Belum Kawin", "Islam", "Tidak Tahu", "Warga Negara Indonesia", "Jawa", "Belum masuk TK/Kelompok Bermain",
     "Belum Bekerja"],
]  # fmt: skip
MEMBER_COLUMNS = ["RW", "RT", "Dusun", "Alamat", "Kode Keluarga", "Nama Kepala Keluarga", "No.", "NIK",
                  "Nama Anggota Keluarga", "Jenis Kelamin", "Hubungan", "Tempat Lahir", "Tanggal Lahir", "Usia",
                  "Status", "Agama", "GDarah", "Kewarganegaraan", "Etnis / Suku",
                  "Pendidikan", "Pekerjaan"]  # fmt: skip
LAND_COLUMNS = ["Kode Desa", "Tanggal", "Sawah Irigasi Teknis (Ha)", "Sawah Irigasi 1/2 Teknis (Ha)",
                "Sawah Tadah Hujan (Ha)", "Sawah Pasang Surut (Ha)", "Luas Tanah Sawah (Ha)", "Tegal/Ladang (Ha)",
                "Pemukiman (Ha)", "Pekarangan (Ha)", "Luas Tanah Kering (Ha)"]  # fmt: skip
PEOPLE_COLUMNS = ["Kode Desa", "Tanggal", "Jumlah Laki-Laki (orang)", "Jumlah Perempuan (orang)",
                  "Jumlah Total (orang)", "Jumlah Kepala Keluarga (KK)", "Luas Desa (Ha)",
                  "Kepadatan Penduduk (Jiwa/Km2)"]  # fmt: skip
FAITH_COLUMNS = ["Kode Desa", "Tanggal", "Agama", "Laki-Laki (orang)", "Perempuan (orang)", "Jumlah (Orang)"]


def main() -> None:
    members = [[*row[:12], {"date": row[12]}, *row[13:]] for row in MEMBERS]
    forms = {
        "agtkeluarga": [MEMBER_COLUMNS, *members],
        "t03": [LAND_COLUMNS, [VILLAGE, DAY, 42.5, 12.5, 96.25, 0, 151.75, 184, 21.25, 8, 213.25]],
        "t45": [PEOPLE_COLUMNS, [VILLAGE, DAY, 184, 217, 411, 127, 968.25, 41]],
        "t49": [
            FAITH_COLUMNS,
            [VILLAGE, DAY, "Islam", -180, 213, 393],
            [VILLAGE, DAY, "Kristen", 4, 4, 9],
            [VILLAGE, DAY, "Katholik", None, 0, 0],
        ],
    }
    target = Path(__file__).with_name("forms.json")
    target.write_text(json.dumps(forms, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
