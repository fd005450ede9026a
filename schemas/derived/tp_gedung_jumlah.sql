-- title: Gedung sekolah menurut jenjang
-- needs: tp_gedung_sekolah
-- locates: tp_gedung_sekolah
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(total(sewa, milik_sendiri)) FILTER (WHERE prasarana = 'Gedung TK') AS tk,
  sum(total(sewa, milik_sendiri)) FILTER (WHERE prasarana = 'Gedung SD/sederajat') AS sd,
  sum(total(sewa, milik_sendiri)) FILTER (WHERE prasarana = 'Gedung SMP/sederajat') AS smp,
  sum(total(sewa, milik_sendiri)) FILTER (WHERE prasarana = 'Gedung SMA/sederajat') AS sma
FROM tp_gedung_sekolah
WHERE _rank = 1
GROUP BY _village, _year
