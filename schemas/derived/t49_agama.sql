-- title: Pemeluk menurut agama
-- needs: t49
-- locates: t49
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(total(laki_laki, perempuan)) FILTER (WHERE agama = 'Islam') AS islam,
  sum(total(laki_laki, perempuan)) FILTER (WHERE agama = 'Kristen') AS kristen,
  sum(total(laki_laki, perempuan)) FILTER (WHERE agama = 'Katholik') AS katholik,
  sum(total(laki_laki, perempuan)) FILTER (WHERE agama = 'Hindu') AS hindu,
  sum(total(laki_laki, perempuan)) FILTER (WHERE agama = 'Budha') AS budha
FROM t49
WHERE _rank = 1
GROUP BY _village, _year
