-- title: Penduduk DDK menurut tingkat pendidikan formulir Potensi
-- needs: agtkeluarga, t47
-- key: tingkat_pendidikan
-- Hanya tingkat yang artinya sama di kedua formulir. Tingkat 18-56 dan 12-56 tahun tidak dapat diturunkan dari DDK.
-- Umur genap pada tanggal tabel Pendidikan (t47), atau pada tanggal acuan bila tidak bertanggal.
with saat as (
  select _village, _year, max(_date) as tanggal from t47 where _rank = 1 group by all
), anggota as (
  select d._village, d._year, d.pendidikan, years_between(d.tanggal_lahir, coalesce(saat.tanggal, today())) as umur
  from agtkeluarga as d
  left join saat on saat._village = d._village and saat._year = d._year
), tingkat as (
  select
    _village,
    _year,
    case
      when pendidikan = 'Belum masuk TK/Kelompok Bermain' and umur between 3 and 6
        then 'Usia 3 - 6 tahun yang belum masuk TK'
      when pendidikan = 'Sedang TK/Kelompok Bermain' and umur between 3 and 6
        then 'Usia 3 - 6 tahun yang sedang TK/play group'
      when pendidikan = 'Tidak pernah sekolah' and umur between 7 and 18
        then 'Usia 7 - 18 tahun yang tidak pernah sekolah'
      when pendidikan like 'Sedang %' and pendidikan <> 'Sedang TK/Kelompok Bermain' and umur between 7 and 18
        then 'Usia 7 - 18 tahun yang sedang sekolah'
      when pendidikan = 'Tamat SLTP/sederajat' then 'Tamat SMP/sederajat'
      when pendidikan = 'Tamat SLTA/sederajat' then 'Tamat SMA/sederajat'
      when pendidikan like 'Tamat SLB %' then replace(pendidikan, '/sederajat', '')
      when pendidikan like 'Tamat %' and pendidikan <> 'Tamat D-4/sederajat' then pendidikan
    end as tingkat_pendidikan
  from anggota
)
select _village, _year, tingkat_pendidikan, count(*) as jumlah_jiwa
from tingkat
where tingkat_pendidikan is not null
group by all
