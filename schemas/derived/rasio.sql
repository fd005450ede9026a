-- title: Perbandingan yang setara antardesa, satu baris satu perbandingan
-- needs: t03, t45, angka, k01, k02, k03, k36, t48_jumlah, t48_tani
-- key: rasio
-- `jiwa_per_kk` orang per KK; `kepadatan` orang per km2; `rasio_kelamin` laki-laki per 100 perempuan; `anak` dan `lansia` persen
-- penduduk di bawah 15 dan mulai 60 tahun; `pertumbuhan` penduduk tahun ini per 100 tahun lalu; `bekerja` persen usia 18-56;
-- `prasejahtera` persen keluarga; `petani` persen penduduk; `permukiman` m2 pemukiman dan pekarangan per KK; `penerimaan` rupiah
-- penerimaan desa per orang.
select _village, _year, 'jiwa_per_kk' as rasio,
  jumlah / nullif(kepala_keluarga, 0)::DOUBLE as nilai
from t45
where _rank = 1
union all
select _village, _year, 'kepadatan' as rasio,
  100 * jumlah / nullif(luas_desa, 0) as nilai
from t45
where _rank = 1
union all
select _village, _year, 'rasio_kelamin' as rasio,
  100.0 * laki_laki / nullif(perempuan, 0) as nilai
from t45
where _rank = 1
union all
select _village, _year, 'anak' as rasio,
  100.0 * coalesce(sum(nilai) filter (
    where kolom < 'laki_15' or kolom >= 'perempuan_00' and kolom < 'perempuan_15'
  ), 0) / nullif(sum(nilai), 0) as nilai
from angka
where tabel = 't46a'
group by _village, _year
union all
select _village, _year, 'lansia' as rasio,
  100.0 * coalesce(sum(nilai) filter (
    where kolom >= 'laki_60' and kolom < 'laki_99' or kolom >= 'perempuan_60'
  ), 0) / nullif(sum(nilai), 0) as nilai
from angka
where tabel = 't46a'
group by _village, _year
union all
select _village, _year, 'pertumbuhan' as rasio,
  100.0 * (laki_laki + perempuan) / nullif(laki_laki_lalu + perempuan_lalu, 0) as nilai
from k01
where _rank = 1
union all
select _village, _year, 'bekerja' as rasio,
  100.0 * (bekerja_penuh + bekerja_tidak_tentu) / nullif(angkatan_kerja, 0) as nilai
from k02
where _rank = 1
union all
select _village, _year, 'prasejahtera' as rasio,
  100.0 * prasejahtera
    / nullif(total(prasejahtera, sejahtera_1, sejahtera_2, sejahtera_3, sejahtera_3_plus), 0) as nilai
from k03
where _rank = 1
union all
select t48_jumlah._village, t48_jumlah._year, 'petani' as rasio,
  100.0 * total(t48_tani.petani, t48_tani.buruh_tani) / nullif(t48_jumlah.jumlah_jiwa, 0) as nilai
from t48_jumlah
join t48_tani on t48_tani._village = t48_jumlah._village and t48_tani._year = t48_jumlah._year
union all
select t03._village, t03._year, 'permukiman' as rasio,
  10000 * total(t03.pemukiman, t03.pekarangan) / nullif(t45.kepala_keluarga, 0) as nilai
from t03
join t45 on t45._village = t03._village and t45._year = t03._year and t45._rank = 1
where t03._rank = 1
union all
select k36._village, k36._year, 'penerimaan' as rasio,
  k36.jumlah_penerimaan / nullif(t45.jumlah, 0) as nilai
from k36
join t45 on t45._village = k36._village and t45._year = k36._year and t45._rank = 1
where k36._rank = 1
