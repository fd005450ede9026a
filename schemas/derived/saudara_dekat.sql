-- title: Dua anak kandung dalam satu KK yang lahir berdekatan, bukan kembar
-- needs: agtkeluarga, keluarga
-- locates: agtkeluarga
-- `jarak`: selisih hari terpendek, mulai 2 hari; barisnya adalah adiknya. KK dengan lebih dari satu istri tidak ikut.
SELECT
  kakak._village,
  kakak._year,
  kakak.kode_keluarga,
  arg_min(adik._row, adik.tanggal_lahir - kakak.tanggal_lahir) AS _row,
  arg_min(kakak._row, adik.tanggal_lahir - kakak.tanggal_lahir) AS kakak_row,
  bool_or(adik._review) AS _review,
  min(adik.tanggal_lahir - kakak.tanggal_lahir) AS jarak
FROM agtkeluarga AS kakak
JOIN agtkeluarga AS adik
  ON adik._village = kakak._village AND adik._year = kakak._year AND adik.kode_keluarga = kakak.kode_keluarga
JOIN keluarga
  ON keluarga._village = kakak._village AND keluarga._year = kakak._year AND keluarga.kode_keluarga = kakak.kode_keluarga
WHERE kakak.hubungan = 'Anak Kandung' AND adik.hubungan = 'Anak Kandung' AND keluarga.istri <= 1
  AND adik.tanggal_lahir > kakak.tanggal_lahir + 1 AND adik.tanggal_lahir < kakak.tanggal_lahir + 300
GROUP BY kakak._village, kakak._year, kakak.kode_keluarga
