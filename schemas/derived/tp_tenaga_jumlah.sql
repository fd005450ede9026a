-- title: Tenaga kerja menurut kelompok
-- needs: tp_tenaga_kerja
-- locates: tp_tenaga_kerja
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(total(laki_laki, perempuan)) FILTER (WHERE kelompok = 'Penduduk usia 18-56 tahun') AS usia_18_56,
  sum(total(laki_laki, perempuan)) FILTER (WHERE kelompok = 'Penduduk usia 18-56 tahun yang bekerja') AS bekerja,
  sum(total(laki_laki, perempuan)) FILTER (WHERE kelompok = 'Penduduk usia 18-56 tahun yang belum atau tidak bekerja') AS tidak_bekerja,
  sum(total(laki_laki, perempuan)) FILTER (WHERE kelompok = 'Penduduk usia 0-6 tahun') AS usia_0_6,
  sum(total(laki_laki, perempuan)) FILTER (WHERE kelompok = 'Penduduk usia 56 tahun ke atas') AS usia_56_lebih
FROM tp_tenaga_kerja
WHERE _rank = 1
GROUP BY _village, _year
