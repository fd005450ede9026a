-- title: Sebaran umur, jenis kelamin dan hari lahir anggota keluarga
-- needs: agtkeluarga
-- locates: agtkeluarga
-- Indeks Whipple: 500 kali bagian yang umurnya berakhir 0 atau 5 di antara yang berumur 23-62; 100 bila tidak ada kesukaan.
-- Indeks Myers: separuh jumlah selisih bagian tiap angka akhir dari 10 persen; 0 bila tidak ada kesukaan, paling tinggi 90. `bobot`
-- umur adalah berapa kali ia dihitung bila hitungan dimulai pada umur 10, 11, … 19, masing-masing sepanjang 80 tahun.
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
), berbobot as (
  select
    *,
    case
      when umur between 10 and 19 then umur % 10 + 1
      when umur between 20 and 89 then 10
      when umur between 90 and 98 then 99 - umur
      else 0
    end as bobot
  from umur
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
    sum(jiwa) filter (where umur between 23 and 62 and umur % 5 = 0) as bulat_23_62,
    sum(jiwa) filter (where bobot > 0) as orang_myers,
    sum(laki) filter (where umur < 15) as laki_0_14,
    sum(jiwa - laki) filter (where umur < 15) as perempuan_0_14,
    sum(laki) filter (where umur between 15 and 49) as laki_15_49,
    sum(jiwa - laki) filter (where umur between 15 and 49) as perempuan_15_49,
    sum(laki) filter (where umur >= 50) as laki_50,
    sum(jiwa - laki) filter (where umur >= 50) as perempuan_50,
    nullif(sum(jiwa * bobot), 0) as berbobot,
    sum(jiwa * bobot) filter (where umur % 10 = 0) as akhir_0,
    sum(jiwa * bobot) filter (where umur % 10 = 1) as akhir_1,
    sum(jiwa * bobot) filter (where umur % 10 = 2) as akhir_2,
    sum(jiwa * bobot) filter (where umur % 10 = 3) as akhir_3,
    sum(jiwa * bobot) filter (where umur % 10 = 4) as akhir_4,
    sum(jiwa * bobot) filter (where umur % 10 = 5) as akhir_5,
    sum(jiwa * bobot) filter (where umur % 10 = 6) as akhir_6,
    sum(jiwa * bobot) filter (where umur % 10 = 7) as akhir_7,
    sum(jiwa * bobot) filter (where umur % 10 = 8) as akhir_8,
    sum(jiwa * bobot) filter (where umur % 10 = 9) as akhir_9
  from berbobot
  group by _village, _year
), puncak as (
  select
    *,
    greatest(
      coalesce(akhir_0, 0), coalesce(akhir_1, 0), coalesce(akhir_2, 0), coalesce(akhir_3, 0), coalesce(akhir_4, 0),
      coalesce(akhir_5, 0), coalesce(akhir_6, 0), coalesce(akhir_7, 0), coalesce(akhir_8, 0), coalesce(akhir_9, 0)
    ) as terbanyak
  from hitung
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
  500.0 * coalesce(bulat_23_62, 0) / nullif(orang_23_62, 0) as whipple,
  coalesce(orang_myers, 0)::BIGINT as orang_myers,
  50.0 * (abs(coalesce(akhir_0, 0) / berbobot - 0.1)
    + abs(coalesce(akhir_1, 0) / berbobot - 0.1)
    + abs(coalesce(akhir_2, 0) / berbobot - 0.1)
    + abs(coalesce(akhir_3, 0) / berbobot - 0.1)
    + abs(coalesce(akhir_4, 0) / berbobot - 0.1)
    + abs(coalesce(akhir_5, 0) / berbobot - 0.1)
    + abs(coalesce(akhir_6, 0) / berbobot - 0.1)
    + abs(coalesce(akhir_7, 0) / berbobot - 0.1)
    + abs(coalesce(akhir_8, 0) / berbobot - 0.1)
    + abs(coalesce(akhir_9, 0) / berbobot - 0.1)
  ) as myers,
  case
    when coalesce(akhir_0, 0) = terbanyak then 0
    when coalesce(akhir_1, 0) = terbanyak then 1
    when coalesce(akhir_2, 0) = terbanyak then 2
    when coalesce(akhir_3, 0) = terbanyak then 3
    when coalesce(akhir_4, 0) = terbanyak then 4
    when coalesce(akhir_5, 0) = terbanyak then 5
    when coalesce(akhir_6, 0) = terbanyak then 6
    when coalesce(akhir_7, 0) = terbanyak then 7
    when coalesce(akhir_8, 0) = terbanyak then 8
    when coalesce(akhir_9, 0) = terbanyak then 9
  end as akhir_disukai,
  coalesce(laki_0_14, 0)::BIGINT as laki_0_14,
  coalesce(perempuan_0_14, 0)::BIGINT as perempuan_0_14,
  coalesce(laki_15_49, 0)::BIGINT as laki_15_49,
  coalesce(perempuan_15_49, 0)::BIGINT as perempuan_15_49,
  coalesce(laki_50, 0)::BIGINT as laki_50,
  coalesce(perempuan_50, 0)::BIGINT as perempuan_50
from puncak
