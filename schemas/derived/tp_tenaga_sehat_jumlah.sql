-- title: Tenaga kesehatan dijumlah
-- needs: tp_tenaga_kesehatan
-- locates: tp_tenaga_kesehatan
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(jumlah) FILTER (WHERE prasarana <> 'Laboratorium kesehatan') AS tenaga
FROM tp_tenaga_kesehatan
WHERE _rank = 1
GROUP BY _village, _year
