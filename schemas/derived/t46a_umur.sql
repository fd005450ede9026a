-- title: Sebaran umur dan jenis kelamin menurut tabel Usia
-- needs: angka
-- Indeks Whipple, dan indeks Myers sepanjang 50 tahun: makro `whipple` dan `myers`.
-- `akhir_disukai`: angka akhir yang bagiannya terbesar.
-- Umur 75 tahun ke atas hanya ikut dalam kelompok 50 tahun ke atas.
with umur as (
  select
    _village,
    _year,
    try_cast(split_part(kolom, '_', 2) as INTEGER) as umur,
    sum(nilai) as jiwa,
    coalesce(sum(nilai) filter (where kolom like 'laki%'), 0) as laki
  from angka
  where tabel = 't46a' and nilai > 0
  group by _village, _year, split_part(kolom, '_', 2)
), hitung as (
  select
    _village,
    _year,
    sum(jiwa) filter (where umur between 23 and 62) as orang_23_62,
    whipple(umur, jiwa) as whipple,
    sum(jiwa) filter (where myers_weight(umur, 50) > 0) as orang_myers,
    sum(laki) filter (where umur < 15) as laki_0_14,
    sum(jiwa - laki) filter (where umur < 15) as perempuan_0_14,
    sum(laki) filter (where umur between 15 and 49) as laki_15_49,
    sum(jiwa - laki) filter (where umur between 15 and 49) as perempuan_15_49,
    sum(laki) filter (where umur >= 50) as laki_50,
    sum(jiwa - laki) filter (where umur >= 50) as perempuan_50,
    last_digits(umur, jiwa * myers_weight(umur, 50)) as akhir
  from umur
  group by _village, _year
)
select
  _village,
  _year,
  coalesce(orang_23_62, 0)::BIGINT as orang_23_62,
  whipple,
  coalesce(orang_myers, 0)::BIGINT as orang_myers,
  myers(akhir) as myers,
  list_position(akhir, list_max(akhir)) - 1 as akhir_disukai,
  coalesce(laki_0_14, 0)::BIGINT as laki_0_14,
  coalesce(perempuan_0_14, 0)::BIGINT as perempuan_0_14,
  coalesce(laki_15_49, 0)::BIGINT as laki_15_49,
  coalesce(perempuan_15_49, 0)::BIGINT as perempuan_15_49,
  coalesce(laki_50, 0)::BIGINT as laki_50,
  coalesce(perempuan_50, 0)::BIGINT as perempuan_50
from hitung
