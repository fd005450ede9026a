-- title: Perbandingan desa di antara desa sekecamatan pada pemeriksaan yang sama
-- needs: rasio
-- villages: 2
-- Tiap perbandingan dalam `rasio`: nilai desa, `tengah` median kecamatan, `desa` banyaknya desa yang nilainya ada, dan `skor`
-- 0,6745 x (nilai - median) / MAD, dengan MAD median selisih mutlak dari median. MAD nol: skor tidak ada.
with isi as (
  select _village, _year, substr(_village, 1, 6) as kecamatan, rasio, nilai
  from rasio
  where nilai is not null
), tengah as (
  select kecamatan, _year, rasio, median(nilai) as tengah, count(*) as desa
  from isi
  group by kecamatan, _year, rasio
), selisih as (
  select isi._village, isi._year, isi.kecamatan, isi.rasio, isi.nilai, tengah.tengah, tengah.desa
  from isi
  join tengah on tengah.kecamatan = isi.kecamatan and tengah._year = isi._year and tengah.rasio = isi.rasio
), sebaran as (
  select kecamatan, _year, rasio, median(abs(nilai - tengah)) as mad
  from selisih
  group by kecamatan, _year, rasio
), skor as (
  select
    selisih._village,
    selisih._year,
    selisih.rasio,
    selisih.nilai,
    selisih.tengah,
    selisih.desa,
    0.6745 * (selisih.nilai - selisih.tengah) / nullif(sebaran.mad, 0) as skor
  from selisih
  join sebaran
    on sebaran.kecamatan = selisih.kecamatan and sebaran._year = selisih._year and sebaran.rasio = selisih.rasio
)
select
  _village,
  _year,
  max(nilai) filter (where rasio = 'jiwa_per_kk') as jiwa_per_kk,
  max(tengah) filter (where rasio = 'jiwa_per_kk') as jiwa_per_kk_tengah,
  max(skor) filter (where rasio = 'jiwa_per_kk') as jiwa_per_kk_skor,
  max(desa) filter (where rasio = 'jiwa_per_kk') as jiwa_per_kk_desa,
  max(nilai) filter (where rasio = 'kepadatan') as kepadatan,
  max(tengah) filter (where rasio = 'kepadatan') as kepadatan_tengah,
  max(skor) filter (where rasio = 'kepadatan') as kepadatan_skor,
  max(desa) filter (where rasio = 'kepadatan') as kepadatan_desa,
  max(nilai) filter (where rasio = 'rasio_kelamin') as rasio_kelamin,
  max(tengah) filter (where rasio = 'rasio_kelamin') as rasio_kelamin_tengah,
  max(skor) filter (where rasio = 'rasio_kelamin') as rasio_kelamin_skor,
  max(desa) filter (where rasio = 'rasio_kelamin') as rasio_kelamin_desa,
  max(nilai) filter (where rasio = 'anak') as anak,
  max(tengah) filter (where rasio = 'anak') as anak_tengah,
  max(skor) filter (where rasio = 'anak') as anak_skor,
  max(desa) filter (where rasio = 'anak') as anak_desa,
  max(nilai) filter (where rasio = 'lansia') as lansia,
  max(tengah) filter (where rasio = 'lansia') as lansia_tengah,
  max(skor) filter (where rasio = 'lansia') as lansia_skor,
  max(desa) filter (where rasio = 'lansia') as lansia_desa,
  max(nilai) filter (where rasio = 'pertumbuhan') as pertumbuhan,
  max(tengah) filter (where rasio = 'pertumbuhan') as pertumbuhan_tengah,
  max(skor) filter (where rasio = 'pertumbuhan') as pertumbuhan_skor,
  max(desa) filter (where rasio = 'pertumbuhan') as pertumbuhan_desa,
  max(nilai) filter (where rasio = 'bekerja') as bekerja,
  max(tengah) filter (where rasio = 'bekerja') as bekerja_tengah,
  max(skor) filter (where rasio = 'bekerja') as bekerja_skor,
  max(desa) filter (where rasio = 'bekerja') as bekerja_desa,
  max(nilai) filter (where rasio = 'prasejahtera') as prasejahtera,
  max(tengah) filter (where rasio = 'prasejahtera') as prasejahtera_tengah,
  max(skor) filter (where rasio = 'prasejahtera') as prasejahtera_skor,
  max(desa) filter (where rasio = 'prasejahtera') as prasejahtera_desa,
  max(nilai) filter (where rasio = 'petani') as petani,
  max(tengah) filter (where rasio = 'petani') as petani_tengah,
  max(skor) filter (where rasio = 'petani') as petani_skor,
  max(desa) filter (where rasio = 'petani') as petani_desa,
  max(nilai) filter (where rasio = 'permukiman') as permukiman,
  max(tengah) filter (where rasio = 'permukiman') as permukiman_tengah,
  max(skor) filter (where rasio = 'permukiman') as permukiman_skor,
  max(desa) filter (where rasio = 'permukiman') as permukiman_desa,
  max(nilai) filter (where rasio = 'penerimaan') as penerimaan,
  max(tengah) filter (where rasio = 'penerimaan') as penerimaan_tengah,
  max(skor) filter (where rasio = 'penerimaan') as penerimaan_skor,
  max(desa) filter (where rasio = 'penerimaan') as penerimaan_desa
from skor
group by _village, _year
