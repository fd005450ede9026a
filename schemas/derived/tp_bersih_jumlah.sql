-- title: Kebersihan: satgas dan anggotanya
-- needs: tp_kebersihan
-- locates: tp_kebersihan
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(jumlah) FILTER (WHERE prasarana = 'Jumlah satgas kebersihan') AS satgas,
  sum(jumlah) FILTER (WHERE prasarana = 'Jumlah anggota satgas kebersihan') AS anggota
FROM tp_kebersihan
WHERE _rank = 1
GROUP BY _village, _year
