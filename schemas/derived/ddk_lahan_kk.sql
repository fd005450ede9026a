-- title: Kepemilikan lahan menurut kuesioner (satu baris satu nomor KK)
-- needs: ddk_lahan
-- key: kode_keluarga
SELECT
  _village,
  _year,
  kode_keluarga,
  count(*) FILTER (WHERE 'Ya' IN (kurang_0_5_ha, dari_0_5_1_ha, lebih_1_ha)) AS memiliki,
  count(*) FILTER (WHERE tidak_memiliki = 'Ya') AS tidak_memiliki
FROM ddk_lahan
WHERE kode_keluarga IS NOT NULL
GROUP BY _village, _year, kode_keluarga
