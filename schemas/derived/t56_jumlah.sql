-- title: Jumlah RT dan RW menurut lembaga kemasyarakatan
-- needs: t56
-- locates: t56
-- `_row` menunjuk baris Rukun Tetangga, bila ada.
select
  _village,
  _year,
  coalesce(min(_row) filter (where jenis_lembaga = 'RUKUN TETANGGA'), min(_row)) as _row,
  bool_or(_review) as _review,
  sum(jumlah) filter (where jenis_lembaga = 'RUKUN TETANGGA') as rt,
  sum(jumlah) filter (where jenis_lembaga = 'RUKUN WARGA') as rw
from t56
where _rank = 1
group by all
