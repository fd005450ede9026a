-- title: Agama dijumlah seluruh agama
-- needs: t49
-- locates: t49
select
  _village,
  _year,
  min(_row) as _row,
  bool_or(_review) as _review,
  sum(laki_laki) as jumlah_l,
  sum(perempuan) as jumlah_p,
  sum(total(laki_laki, perempuan)) as jumlah_jiwa
from t49
where _rank = 1
group by all
