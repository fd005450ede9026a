-- title: Formulir yang isiannya sama persis dengan formulir desa lain pada pemeriksaan yang sama
-- needs: sidik
-- villages: 2
-- `terisi` banyaknya isian bukan nol, 0 pada formulir dengan kurang dari tiga nilai yang berbeda; `desa` nama dan kode desa lain
-- itu, kosong bila tidak ada.
with kelompok as (
  select _year, tabel, sidik, min(_village) as pertama, max(_village) as terakhir
  from sidik
  group by _year, tabel, sidik
  having count(*) > 1
), pasangan as (
  select
    sidik._village,
    sidik._year,
    sidik.tabel,
    case when sidik.ragam >= 3 then sidik.terisi else 0 end as terisi,
    case when kelompok.pertama = sidik._village then kelompok.terakhir else kelompok.pertama end as kode
  from sidik
  left join kelompok
    on kelompok._year = sidik._year and kelompok.tabel = sidik.tabel and kelompok.sidik = sidik.sidik
), bernama as (
  select
    pasangan._village,
    pasangan._year,
    pasangan.tabel,
    pasangan.terisi,
    case when pasangan.kode is not null then concat(coalesce(_places.name, 'desa'), ' (', pasangan.kode, ')') end as desa_lain
  from pasangan
  left join _places on _places.code = pasangan.kode
)
select
  _village,
  _year,
  coalesce(max(terisi) filter (where tabel = 't03'), 0) as t03_terisi,
  max(desa_lain) filter (where tabel = 't03') as t03_desa,
  coalesce(max(terisi) filter (where tabel = 't45'), 0) as t45_terisi,
  max(desa_lain) filter (where tabel = 't45') as t45_desa,
  coalesce(max(terisi) filter (where tabel = 't46a'), 0) as t46a_terisi,
  max(desa_lain) filter (where tabel = 't46a') as t46a_desa,
  coalesce(max(terisi) filter (where tabel = 't47'), 0) as t47_terisi,
  max(desa_lain) filter (where tabel = 't47') as t47_desa,
  coalesce(max(terisi) filter (where tabel = 't48'), 0) as t48_terisi,
  max(desa_lain) filter (where tabel = 't48') as t48_desa,
  coalesce(max(terisi) filter (where tabel = 'k02'), 0) as k02_terisi,
  max(desa_lain) filter (where tabel = 'k02') as k02_desa,
  coalesce(max(terisi) filter (where tabel = 'k09'), 0) as k09_terisi,
  max(desa_lain) filter (where tabel = 'k09') as k09_desa,
  coalesce(max(terisi) filter (where tabel = 'k12'), 0) as k12_terisi,
  max(desa_lain) filter (where tabel = 'k12') as k12_desa,
  coalesce(max(terisi) filter (where tabel = 'k28'), 0) as k28_terisi,
  max(desa_lain) filter (where tabel = 'k28') as k28_desa,
  coalesce(max(terisi) filter (where tabel = 'k36'), 0) as k36_terisi,
  max(desa_lain) filter (where tabel = 'k36') as k36_desa
from bernama
group by _village, _year
