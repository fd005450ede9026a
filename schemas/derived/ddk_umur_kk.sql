-- title: Umur anggota keluarga (satu baris satu nomor KK)
-- needs: agtkeluarga
-- key: kode_keluarga
SELECT
  _village,
  _year,
  kode_keluarga,
  count(tanggal_lahir) AS berumur,
  count(*) FILTER (WHERE jenis_kelamin = 'Perempuan' AND age(tanggal_lahir) BETWEEN 12 AND 55) AS perempuan_subur,
  count(*) FILTER (WHERE age(tanggal_lahir) = 0) AS bayi,
  count(*) FILTER (WHERE age(tanggal_lahir) <= 5) AS balita,
  count(*) FILTER (WHERE age(tanggal_lahir) >= 60) AS lansia,
  count(*) FILTER (WHERE hubungan = 'Kepala Keluarga' AND jenis_kelamin = 'Perempuan') AS kepala_perempuan,
  count(*) FILTER (WHERE status_kawin = 'Janda/Duda' AND jenis_kelamin = 'Perempuan') AS janda,
  count(*) FILTER (WHERE status_kawin = 'Janda/Duda' AND jenis_kelamin = 'Laki-Laki') AS duda
FROM agtkeluarga
WHERE kode_keluarga IS NOT NULL
GROUP BY _village, _year, kode_keluarga
