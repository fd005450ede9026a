-- title: Prasarana kesehatan dijumlah
-- needs: tp_kesehatan
-- locates: tp_kesehatan
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(jumlah) AS prasarana_kesehatan,
  sum(jumlah) FILTER (WHERE prasarana = 'Posyandu') AS posyandu
FROM tp_kesehatan
WHERE _rank = 1
GROUP BY _village, _year
