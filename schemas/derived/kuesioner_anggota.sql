-- title: Kuesioner anggota keluarga dibaca sebagai daftar anggota keluarga
-- needs: ddk_anggota
-- key: kode_keluarga, nik
-- locates: ddk_anggota
-- as: agtkeluarga
-- says: in DDK > Daftar Kepala Keluarga > Edit AK = on the sheet DDK Anggota of the questionnaire
-- says: Open DDK > Daftar Kepala Keluarga > Edit AK = Open the sheet DDK Anggota of the questionnaire
-- says: in DDK > Daftar Kepala Keluarga (KK number) or in Edit AK (NIK) = on the sheet DDK Anggota of the questionnaire
-- says: in DDK > Daftar Kepala Keluarga = on the sheet DDK Anggota of the questionnaire
-- says: Open DDK > Daftar Kepala Keluarga = Open the sheet DDK Anggota of the questionnaire
-- says: one by one in Edit AK = one by one on the sheet DDK Anggota of the questionnaire
-- says: Download the XLS export from Prodeskel again and do not remove the underscore in front of the number = Download the questionnaire from OpenSID again and do not save it with the columns of numbers formatted as numbers
-- says: Download the XLS export from Prodeskel again = Download the questionnaire from OpenSID again
-- says: If Prodeskel itself = If OpenSID itself
-- says: if Prodeskel itself = if OpenSID itself
-- says: DDK > Daftar Kepala Keluarga > Edit AK = lembar DDK Anggota pada kuesioner
-- says: DDK > Daftar Kepala Keluarga (nomor KK) atau Edit AK (NIK) = lembar DDK Anggota pada kuesioner
-- says: DDK > Daftar Kepala Keluarga (alamat, dusun, RT, RW) atau Edit AK (data anggota) = lembar DDK Anggota pada kuesioner
-- says: DDK > Daftar Kepala Keluarga = lembar DDK Anggota pada kuesioner
-- says: lewat Edit AK = di lembar DDK Anggota pada kuesioner
-- says: DDK > KK dan Anggota Keluarga = lembar DDK Anggota pada kuesioner
-- says: Unduh ulang ekspor XLS dari Prodeskel dan jangan menghapus tanda garis bawah di depan nomor = Unduh ulang kuesioner dari OpenSID dan jangan menyimpannya kembali dengan kolom nomor berformat angka
-- says: Unduh ulang ekspor XLS dari Prodeskel = Unduh ulang kuesioner dari OpenSID
-- says: ila di Prodeskel pun = ila di OpenSID pun
-- Lembar ini hanya memuat nama, NIK dan nomor KK; nomor KK 0 dan '-' bukan nomor keluarga.
SELECT
  _row, _src, _line, _village, _year, _written, _date, _review, _stale, _older, _bad_code, _first, _copies, _rank,
  NULL::VARCHAR AS rw,
  NULL::VARCHAR AS rt,
  NULL::VARCHAR AS dusun,
  NULL::VARCHAR AS alamat,
  CASE WHEN kode_keluarga >= '1' THEN kode_keluarga END AS kode_keluarga,
  nama_kepala_keluarga,
  NULL::BIGINT AS no_urut,
  nik,
  nama,
  NULL::VARCHAR AS jenis_kelamin,
  NULL::VARCHAR AS hubungan,
  NULL::VARCHAR AS tempat_lahir,
  NULL::DATE AS tanggal_lahir,
  NULL::BIGINT AS usia,
  NULL::VARCHAR AS status_kawin,
  NULL::VARCHAR AS agama,
  NULL::VARCHAR AS golongan_darah,
  NULL::VARCHAR AS kewarganegaraan,
  NULL::VARCHAR AS etnis,
  NULL::VARCHAR AS pendidikan,
  NULL::VARCHAR AS pekerjaan
FROM ddk_anggota
