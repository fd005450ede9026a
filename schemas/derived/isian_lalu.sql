-- title: Formulir penduduk dan anggaran dibandingkan dengan tahun lalu
-- needs: sidik
-- years: 2
-- `formulir` banyaknya formulir yang ada pada kedua tahun dan berisi paling sedikit tiga isian bukan nol, `sama` yang tidak
-- satu pun isiannya berubah, `daftar` namanya.
with pasangan as (
  select
    kini._village,
    kini._year,
    kini.tabel,
    case kini.tabel
    when 't45' then 'Jumlah'
    when 't46a' then 'Usia'
    when 't47' then 'Pendidikan'
    when 't48' then 'Mata Pencaharian Pokok'
    when 't49' then 'Agama'
    when 'k01' then 'Perkembangan Penduduk'
    when 'k02' then 'Pengangguran'
    when 'k03' then 'Kesejahteraan Keluarga'
    when 'k28' then 'Tingkat Pendidikan'
    when 'k36' then 'APB Desa'
    end as nama,
    kini.sidik = lalu.sidik as sama
  from sidik as kini
  join sidik as lalu on lalu._village = kini._village and lalu._year = kini._year - 1 and lalu.tabel = kini.tabel
  where kini.tabel not in ('t03', 'k09', 'k12') and kini.terisi >= 3
)
select
  _village,
  _year,
  count(*) as formulir,
  count(*) filter (where sama) as sama,
  string_agg(nama, ', ' order by tabel desc) filter (where sama) as daftar,
  bool_or(sama) filter (where tabel = 't45') as t45_sama,
  bool_or(sama) filter (where tabel = 't47') as t47_sama,
  bool_or(sama) filter (where tabel = 't48') as t48_sama
from pasangan
group by _village, _year
