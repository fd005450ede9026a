-- title: Anggota menurut ekspor (satu baris satu NIK)
-- needs: agtkeluarga
-- key: nik
SELECT
  _village,
  _year,
  nik,
  count(*) AS baris,
  min(tanggal_lahir) AS lahir,
  min(status_kawin) AS status_kawin
FROM agtkeluarga
WHERE nik IS NOT NULL
GROUP BY _village, _year, nik
