-- title: Produk domestik dijumlah
-- needs: kp_pddb
-- locates: kp_pddb
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(nilai_produksi) FILTER (WHERE sektor = 'NILAI TOTAL PDDB') AS total_produksi,
  sum(nilai_produksi) FILTER (WHERE sektor <> 'NILAI TOTAL PDDB') AS produksi,
  sum(nilai_transaksi) FILTER (WHERE sektor = 'NILAI TOTAL PDDB') AS total_transaksi,
  sum(nilai_transaksi) FILTER (WHERE sektor <> 'NILAI TOTAL PDDB') AS nilai_semua_transaksi
FROM kp_pddb
WHERE _rank = 1
GROUP BY _village, _year
