-- title: Pertolongan persalinan menurut kuesioner (satu baris satu nomor KK)
-- needs: ddk_persalinan
-- key: kode_keluarga
SELECT _village, _year, kode_keluarga, sum(jumlah) AS persalinan
FROM ddk_persalinan
WHERE kode_keluarga IS NOT NULL
GROUP BY _village, _year, kode_keluarga
