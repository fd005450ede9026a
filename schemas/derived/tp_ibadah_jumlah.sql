-- title: Rumah ibadah menurut agama
-- needs: tp_peribadatan
-- locates: tp_peribadatan
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(jumlah) FILTER (WHERE prasarana IN ('Jumlah masjid', 'Jumlah langgar/surau/mushola')) AS islam,
  sum(jumlah) FILTER (WHERE prasarana = 'Jumlah gereja kristen protestan') AS kristen,
  sum(jumlah) FILTER (WHERE prasarana = 'Jumlah gereja katholik') AS katholik,
  sum(jumlah) FILTER (WHERE prasarana = 'Jumlah pura') AS hindu,
  sum(jumlah) FILTER (WHERE prasarana = 'Jumlah wihara') AS budha
FROM tp_peribadatan
WHERE _rank = 1
GROUP BY _village, _year
