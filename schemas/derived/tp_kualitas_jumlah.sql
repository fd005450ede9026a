-- title: Kualitas angkatan kerja dijumlah
-- needs: tp_kualitas_tenaga_kerja
-- locates: tp_kualitas_tenaga_kerja
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(total(laki_laki, perempuan)) AS jumlah_jiwa,
  sum(total(laki_laki, perempuan)) FILTER (WHERE tingkat = 'Penduduk usia 18-56 tahun yang tamat perguruan tinggi') AS perguruan_tinggi
FROM tp_kualitas_tenaga_kerja
WHERE _rank = 1
GROUP BY _village, _year
