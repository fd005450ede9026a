-- title: Penduduk menurut kewarganegaraan dijumlah
-- needs: tp_kewarganegaraan
-- locates: tp_kewarganegaraan
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(laki_laki) AS jumlah_l,
  sum(perempuan) AS jumlah_p,
  sum(total(laki_laki, perempuan)) AS jumlah_jiwa
FROM tp_kewarganegaraan
WHERE _rank = 1
GROUP BY _village, _year
