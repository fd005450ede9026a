-- title: Angka akhir jumlah orang dan KK pada formulir desa
-- needs: angka
-- Hanya jumlah mulai 10: di bawahnya angka akhir adalah jumlah itu sendiri. `terisi` banyaknya, `bulat` yang berakhir 0 atau 5,
-- `daftar` formulirnya, yang terbanyak lebih dahulu.
with akhir as (
  select
    _village,
    _year,
    case tabel
      when 't45' then 'Jumlah'
      when 't47' then 'Pendidikan'
      when 't48' then 'Mata Pencaharian Pokok'
      when 't49' then 'Agama'
      when 'k02' then 'Pengangguran'
      when 'k03' then 'Kesejahteraan Keluarga'
      when 'k28' then 'Tingkat Pendidikan'
    end as nama,
    count(*) as terisi,
    count(*) filter (where nilai % 5 = 0) as bulat
  from angka
  where nilai >= 10
    and tabel in ('t45', 't47', 't48', 't49', 'k02', 'k03', 'k28')
    and kolom not in ('luas_desa', 'kepadatan', 'persen_buta_huruf', 'persen_tamat_sltp')
  group by _village, _year, tabel
)
select
  _village,
  _year,
  sum(terisi)::BIGINT as terisi,
  sum(bulat)::BIGINT as bulat,
  string_agg(concat(nama, ' (', bulat, ' dari ', terisi, ')'), ', ' order by bulat desc, nama) filter (where bulat > 0) as daftar
from akhir
group by _village, _year
