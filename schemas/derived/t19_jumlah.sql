-- title: Hasil perkebunan dijumlah seluruh komoditas
-- needs: t19
-- locates: t19
-- `luas`: perkebunan rakyat ditambah perkebunan swasta dan negara, dalam hektare.
select
  _village,
  _year,
  min(_row) as _row,
  bool_or(_review) as _review,
  sum(total(luas_rakyat, luas_swasta_negara)) as luas
from t19
where _rank = 1
group by all
