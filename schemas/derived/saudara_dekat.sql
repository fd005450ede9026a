-- title: Dua anak kandung dalam satu KK yang lahir berdekatan, bukan kembar
-- needs: agtkeluarga
-- key: kode_keluarga
-- `jarak`: selisih hari terpendek, mulai 2 hari; `adik_lahir`: tanggal lahir adik pada jarak itu.
SELECT
  kakak._village,
  kakak._year,
  kakak.kode_keluarga,
  min(adik.tanggal_lahir - kakak.tanggal_lahir) AS jarak,
  arg_min(adik.tanggal_lahir, adik.tanggal_lahir - kakak.tanggal_lahir) AS adik_lahir
FROM agtkeluarga AS kakak
JOIN agtkeluarga AS adik
  ON adik._village = kakak._village AND adik._year = kakak._year AND adik.kode_keluarga = kakak.kode_keluarga
WHERE kakak.hubungan = 'Anak Kandung' AND adik.hubungan = 'Anak Kandung'
  AND adik.tanggal_lahir > kakak.tanggal_lahir + 1 AND adik.tanggal_lahir < kakak.tanggal_lahir + 300
GROUP BY kakak._village, kakak._year, kakak.kode_keluarga
