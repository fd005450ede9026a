-- title: Nilai seluruh sektor produk domestik desa
-- needs: t14, t19, k08, k09, k10, k11, k12, k14
-- locates: k12
-- Rupiah setahun. `sektor` banyaknya sektor yang nilainya lebih dari 0. `_row` menunjuk baris Perdagangan, Hotel dan Restoran.
with nilai as (
  select _village, _year, 't14' as sektor, nilai_produksi as rupiah from t14 where _rank = 1
  union all select _village, _year, 't19', nilai_produksi from t19 where _rank = 1
  union all select _village, _year, 'k08', nilai_produksi from k08 where _rank = 1
  union all select _village, _year, 'k09', nilai_produksi from k09 where _rank = 1
  union all select _village, _year, 'k10', nilai_produksi from k10 where _rank = 1
  union all select _village, _year, 'k11', nilai_produksi from k11 where _rank = 1
  union all select _village, _year, 'k12', total(besar_transaksi, eceran_transaksi, hotel_pendapatan, restoran_pendapatan)
  from k12 where _rank = 1
  union all select _village, _year, 'k14', total(bank_nilai, bukan_bank_nilai, sewa_nilai, jasa_nilai) from k14 where _rank = 1
), jumlah as (
  select _village, _year, sum(rupiah) as rupiah, count(distinct sektor) filter (where rupiah > 0) as sektor
  from nilai
  group by _village, _year
)
select k12._village, k12._year, k12._row, k12._review, jumlah.rupiah, jumlah.sektor
from k12
inner join jumlah on jumlah._village = k12._village and jumlah._year = k12._year
where k12._rank = 1
