-- title: Panjang jalan dijumlah seluruh jenis
-- needs: t64
-- locates: t64
-- `jalan_km`: panjang semua jalan dalam km, tanpa jembatan dan prasarana angkutan.
select
  _village,
  _year,
  coalesce(min(_row) filter (where kategori like 'Jalan %' and total(kondisi_baik, kondisi_rusak) > 0), min(_row)) as _row,
  bool_or(_review) as _review,
  sum(total(kondisi_baik, kondisi_rusak)) filter (where kategori like 'Jalan %') as jalan_km
from t64
where _rank = 1
group by all
