-- title: Energi dan penerangan dijumlah
-- needs: tp_energi
-- locates: tp_energi
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(jumlah) FILTER (WHERE prasarana NOT IN ('Kayu bakar', 'Batu bara')) AS penerangan
FROM tp_energi
WHERE _rank = 1
GROUP BY _village, _year
