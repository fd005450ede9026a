-- title: Sebaran umur, jenis kelamin dan hari lahir anggota keluarga
-- needs: agtkeluarga
-- locates: agtkeluarga
-- Indeks Whipple, dan indeks Myers sepanjang 80 tahun: makro `whipple` dan `myers`.
-- `akhir_disukai`: angka akhir yang bagiannya terbesar.
-- `hari_pilihan`: yang lahir 1 Januari, 1 Juli atau 31 Desember; `bayi`: yang belum berumur setahun. Yang lahir di masa depan
-- tidak ikut.
with umur as (
  select
    _village,
    _year,
    years_between(tanggal_lahir, today()) as umur,
    min(_row) as _row,
    bool_or(_review) as _review,
    count(*) as jiwa,
    count(*) filter (where jenis_kelamin = 'Laki-Laki') as laki,
    count(*) filter (
      where month(tanggal_lahir) * 100 + day(tanggal_lahir) = 101
        or month(tanggal_lahir) * 100 + day(tanggal_lahir) = 701
        or month(tanggal_lahir) * 100 + day(tanggal_lahir) = 1231
    ) as hari_pilihan
  from agtkeluarga
  where tanggal_lahir <= today()
  group by _village, _year, years_between(tanggal_lahir, today())
), hitung as (
  select
    _village,
    _year,
    min(_row) as _row,
    bool_or(_review) as _review,
    sum(jiwa) as jiwa,
    sum(jiwa) filter (where umur >= 17) as dewasa,
    sum(hari_pilihan) filter (where umur >= 17) as pilihan,
    sum(jiwa) filter (where umur = 0) as bayi,
    sum(jiwa) filter (where umur between 23 and 62) as orang_23_62,
    whipple(umur, jiwa) as whipple,
    sum(jiwa) filter (where myers_weight(umur, 80) > 0) as orang_myers,
    sum(laki) filter (where umur < 15) as laki_0_14,
    sum(jiwa - laki) filter (where umur < 15) as perempuan_0_14,
    sum(laki) filter (where umur between 15 and 49) as laki_15_49,
    sum(jiwa - laki) filter (where umur between 15 and 49) as perempuan_15_49,
    sum(laki) filter (where umur >= 50) as laki_50,
    sum(jiwa - laki) filter (where umur >= 50) as perempuan_50,
    last_digits(umur, jiwa * myers_weight(umur, 80)) as akhir
  from umur
  group by _village, _year
)
select
  _village,
  _year,
  _row,
  _review,
  coalesce(jiwa, 0)::BIGINT as jiwa,
  coalesce(dewasa, 0)::BIGINT as dewasa,
  coalesce(pilihan, 0)::BIGINT as hari_pilihan,
  coalesce(bayi, 0)::BIGINT as bayi,
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
