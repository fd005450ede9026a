-- title: Penduduk dan keluarga menurut DDK
-- needs: agtkeluarga, t46a
-- Satu baris setiap desa dan tahun. Umur genap pada tanggal tabel Usia (t46a), atau pada tanggal acuan bila tidak bertanggal;
-- yang tanpa tanggal lahir, dan yang lahir sesudah tanggal itu, tidak masuk kelompok umur.
with saat as (
  select _village, _year, max(_date) as tanggal from t46a where _rank = 1 group by all
), anggota as (
  select
    d._village,
    d._year,
    d.kode_keluarga,
    d.jenis_kelamin,
    years_between(d.tanggal_lahir, coalesce(saat.tanggal, today())) as umur
  from agtkeluarga as d
  left join saat on saat._village = d._village and saat._year = d._year
)
select
  _village,
  _year,
  count(*) as penduduk,
  count(*) filter (where jenis_kelamin = 'Laki-Laki') as laki_laki,
  count(*) filter (where jenis_kelamin = 'Perempuan') as perempuan,
  count(distinct kode_keluarga) as kk,
  count(*) filter (where umur between 0 and 6) as umur_0_6,
  count(*) filter (where umur between 7 and 18) as umur_7_18,
  count(*) filter (where umur between 19 and 56) as umur_19_56,
  count(*) filter (where umur >= 57) as umur_57_lebih,
  count(*) filter (where umur >= 0) as umur_terisi
from anggota
group by all
