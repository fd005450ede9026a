-- title: Penyandang cacat fisik dijumlah
-- needs: tp_cacat_fisik
-- locates: tp_cacat_fisik
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(total(laki_laki, perempuan)) AS jumlah_jiwa
FROM tp_cacat_fisik
WHERE _rank = 1
GROUP BY _village, _year
