-- title: Mata pencaharian pokok dijumlah seluruh jenis pekerjaan
-- needs: t48
-- locates: t48
-- `bukan_pekerja`: belum bekerja, pelajar, ibu rumah tangga dan pensiunan.
select
  _village,
  _year,
  min(_row) as _row,
  bool_or(_review) as _review,
  sum(laki_laki) as jumlah_l,
  sum(perempuan) as jumlah_p,
  sum(total(laki_laki, perempuan)) as jumlah_jiwa,
  coalesce(sum(total(laki_laki, perempuan)) filter (
    where pekerjaan in ('Belum Bekerja', 'Pelajar', 'Ibu Rumah Tangga', 'Purnawirawan/Pensiunan')
  ), 0) as bukan_pekerja
from t48
where _rank = 1
group by all
