-- title: Hak pilih menurut pemilihan
-- needs: t56a
-- locates: t56a
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  max(hak_pilih) FILTER (WHERE jenis_pemilihan = 'Pemilu Presiden') AS presiden,
  max(hak_pilih) FILTER (WHERE jenis_pemilihan LIKE 'Pemilu Legislatif%') AS legislatif,
  max(hak_pilih) FILTER (WHERE jenis_pemilihan = 'Pemilu Kepala Kabupaten/Kota') AS bupati
FROM t56a
WHERE _rank = 1
GROUP BY _village, _year
