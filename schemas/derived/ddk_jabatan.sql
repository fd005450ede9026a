-- title: Jabatan menurut kuesioner (satu baris satu desa)
-- needs: ddk_anggota
-- locates: ddk_anggota
SELECT
  _village,
  _year,
  coalesce(min(_row) FILTER (WHERE lembaga_pemerintahan IS NOT NULL), min(_row)) AS _row,
  bool_or(_review) AS _review,
  count(*) FILTER (WHERE lembaga_pemerintahan = 'Kepala Desa/Lurah') AS kepala_desa,
  count(*) FILTER (WHERE lembaga_pemerintahan = 'Sekretaris Desa/Kelurahan') AS sekretaris,
  count(*) FILTER (WHERE lembaga_pemerintahan = 'Ketua BPD') AS ketua_bpd
FROM ddk_anggota
GROUP BY _village, _year
