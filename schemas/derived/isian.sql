-- title: Isian angka tiap formulir: yang terbanyak bernilai sama, dan yang tepat pada batas kolom
-- needs: angka
-- Nol tidak dihitung: desa yang wajar pun punya banyak isian 0. `terisi` banyaknya isian bukan nol, `sama` banyaknya
-- isian dengan nilai yang paling sering, `nilai` nilai itu, `batas` banyaknya isian tepat 999,99 atau 9999999.
with hitungan as (
  select _village, _year, tabel, nilai, count(*) as banyak, string_agg(kolom, ', ' order by kolom) as daftar
  from angka
  where nilai <> 0 and tabel in ('t03', 't46a', 't47', 't48')
  group by all
)
select
  _village,
  _year,
  sum(banyak) filter (where tabel = 't03') as t03_terisi,
  max(banyak) filter (where tabel = 't03') as t03_sama,
  arg_max(nilai, banyak) filter (where tabel = 't03') as t03_nilai,
  sum(banyak) filter (where tabel = 't46a') as t46a_terisi,
  max(banyak) filter (where tabel = 't46a') as t46a_sama,
  arg_max(nilai, banyak) filter (where tabel = 't46a') as t46a_nilai,
  sum(banyak) filter (where tabel = 't47') as t47_terisi,
  max(banyak) filter (where tabel = 't47') as t47_sama,
  arg_max(nilai, banyak) filter (where tabel = 't47') as t47_nilai,
  sum(banyak) filter (where tabel = 't48') as t48_terisi,
  max(banyak) filter (where tabel = 't48') as t48_sama,
  arg_max(nilai, banyak) filter (where tabel = 't48') as t48_nilai,
  coalesce(sum(banyak) filter (where tabel = 't03' and nilai in (999.99, 9999999)), 0) as t03_batas,
  replace(
    string_agg(daftar, ', ' order by nilai) filter (where tabel = 't03' and nilai in (999.99, 9999999)),
    '_', ' '
  ) as t03_batas_daftar
from hitungan group by all
