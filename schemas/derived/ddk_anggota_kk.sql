-- title: Anggota menurut kuesioner (satu baris satu nomor KK)
-- needs: ddk_anggota
-- key: kode_keluarga
SELECT
  _village,
  _year,
  kode_keluarga,
  count(*) AS anggota,
  count(cacat_fisik) AS cacat_fisik,
  count(cacat_mental) AS cacat_mental
FROM ddk_anggota
WHERE kode_keluarga IS NOT NULL
GROUP BY _village, _year, kode_keluarga
