-- title: Ringkasan ekspor anggota satu desa
-- needs: agtkeluarga
-- locates: agtkeluarga
-- `nomor`: NIK tetap 16 angka. `baku`: anggota dengan tepat isian bawaan aplikasi pengirim; `kelamin_terbalik`: jenis kelamin berlawanan dengan NIK.
SELECT
  _village,
  _year,
  coalesce(min(_row) FILTER (WHERE hubungan = 'Adik' AND pekerjaan = 'Belum Bekerja'), min(_row)) AS _row,
  bool_or(_review) AS _review,
  count(*) AS anggota,
  count(*) FILTER (WHERE hubungan = 'Adik' AND pekerjaan = 'Belum Bekerja' AND pendidikan = 'Belum masuk TK/Kelompok Bermain'
    AND jenis_kelamin = 'Perempuan' AND status_kawin = 'Belum Kawin' AND agama = 'Islam'
    AND kewarganegaraan = 'Warga Negara Indonesia' AND golongan_darah = 'Tidak Tahu') AS baku,
  count(nomor) AS bernik,
  count(*) FILTER (WHERE suffix(nomor, '0')) AS nik_nol,
  count(*) FILTER (WHERE nomor IS NOT NULL AND jenis_kelamin IS NOT NULL) AS bernik_kelamin,
  count(*) FILTER (WHERE (substr(nomor, 7, 2) > '40') = (jenis_kelamin = 'Laki-Laki')) AS kelamin_terbalik,
  count(golongan_darah) AS bergolongan,
  count(*) FILTER (WHERE golongan_darah = 'Tidak Tahu') AS golongan_tidak_tahu,
  count(etnis) AS beretnis
FROM (SELECT *, CASE WHEN nik >= '1' AND length(nik) = 16 THEN nik END AS nomor FROM agtkeluarga)
GROUP BY _village, _year
