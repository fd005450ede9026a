-- title: Pemanfaatan air bersih dijumlah
-- needs: tp_air_bersih
-- locates: tp_air_bersih
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(pemanfaatan) AS pemanfaatan
FROM tp_air_bersih
WHERE _rank = 1
GROUP BY _village, _year
