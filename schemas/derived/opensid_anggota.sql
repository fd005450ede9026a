-- title: Lembar penduduk OpenSID dibaca sebagai daftar anggota keluarga
-- needs: opensid_penduduk
-- key: kode_keluarga, nik
-- locates: opensid_penduduk
-- as: agtkeluarga
-- cells: pendidikan = pendidikan_kk pendidikan_sedang, kewarganegaraan = warganegara, etnis = suku
-- says: The relation Anak Kandung is for the head's own children. = OpenSID's choice ANAK is also used for stepchildren and adopted children, so this need not be wrong.
-- says: the relation is really Adik, Keponakan or Anak Tiri = the relation is not ANAK
-- says: for an adopted child choose Anak Angkat = leave an adopted child as it is
-- says: A child that the wife brought along is recorded as Anak Tiri. = Leave a stepchild or an adopted child as it is.
-- says: Download the XLS export from Prodeskel again and do not remove the underscore in front of the number = Download the population data from OpenSID again and do not save them with the columns of numbers formatted as numbers
-- says: Download the XLS export from Prodeskel again = Download the population data from OpenSID again
-- says: If Prodeskel itself = If OpenSID itself
-- says: if Prodeskel itself = if OpenSID itself
-- says: Check how the sending program maps the codes of sex (Prodeskel: 0 men, 1 women), send and export again = Check the numbers in the column of sex (OpenSID: 1 men, 2 women), correct them all at once
-- says: DDK > Daftar Kepala Keluarga (KK number) or in Edit AK (NIK) = OpenSID > Kependudukan
-- says: DDK > Daftar Kepala Keluarga (alamat, dusun, RT, RW) or in Edit AK (data of a member) = OpenSID > Kependudukan > Penduduk
-- says: one by one in Edit AK = one by one in OpenSID > Kependudukan > Penduduk
-- says: DDK > Daftar Kepala Keluarga > Edit AK = OpenSID > Kependudukan > Penduduk
-- says: DDK > Daftar Kepala Keluarga (data KK) = OpenSID > Kependudukan > Keluarga
-- says: DDK > Daftar Kepala Keluarga (nomor KK) atau Edit AK (NIK) = OpenSID > Kependudukan
-- says: DDK > Daftar Kepala Keluarga (alamat, dusun, RT, RW) atau Edit AK (data anggota) = OpenSID > Kependudukan > Penduduk
-- says: DDK > Daftar Kepala Keluarga = OpenSID > Kependudukan > Keluarga
-- says: lewat Edit AK = di OpenSID > Kependudukan > Penduduk
-- says: DDK > KK dan Anggota Keluarga = OpenSID > Kependudukan > Penduduk
-- says: Unduh ulang ekspor XLS dari Prodeskel dan jangan menghapus tanda garis bawah di depan nomor = Unduh ulang data penduduk dari OpenSID dan jangan menyimpannya kembali dengan kolom nomor berformat angka
-- says: Unduh ulang ekspor XLS dari Prodeskel = Unduh ulang data penduduk dari OpenSID
-- says: ila di Prodeskel pun = ila di OpenSID pun
-- says: Periksa pemetaan kode jenis kelamin pada aplikasi pengirim (Prodeskel: 0 laki-laki, 1 perempuan), kirim ulang, ekspor lagi = Periksa nomor pada kolom jenis kelamin (OpenSID: 1 laki-laki, 2 perempuan), betulkan sekaligus
-- says: Purnawirawan/Pensiunan = PENSIUNAN
-- says: Anak kandung adalah anak kepala keluarga. = Pilihan ANAK pada OpenSID juga dipakai untuk anak tiri dan anak angkat, jadi ini belum tentu salah.
-- says: hubungannya Adik, Keponakan atau Anak Tiri = hubungannya bukan ANAK
-- says: bila anak angkat, pilih Anak Angkat = bila anak angkat, biarkan
-- says: Anak bawaan istri dicatat sebagai Anak Tiri. = Bila anak tiri atau anak angkat, biarkan.
-- says: Anak Kandung = ANAK
-- says: nak kandung = nak
-- Hanya yang berstatus dasar HIDUP atau kosong: yang meninggal dan pindah bukan anggota keluarga lagi.
-- Nomor KK 0, '-' dan nomor KK sementara (diawali 0) bukan nomor keluarga. ANAK adalah anak kandung, tiri atau angkat; ORANGTUA ayah atau
-- ibu menurut jenis kelaminnya. Yang sedang bersekolah dibaca dari pendidikan_sedang, selain itu dari pendidikan_kk. Pekerjaan yang tidak
-- dibicarakan aturan mana pun tetap dengan tulisan OpenSID.
SELECT
  _row, _src, _line, _village, _year, _written, _date, _review, _stale, _older, _bad_code, _first, _copies, _rank,
  rw,
  rt,
  dusun,
  alamat,
  CASE WHEN kode_keluarga >= '1' THEN kode_keluarga END AS kode_keluarga,
  NULL::VARCHAR AS nama_kepala_keluarga,
  NULL::BIGINT AS no_urut,
  nik,
  nama,
  CASE jenis_kelamin WHEN 'LAKI-LAKI' THEN 'Laki-Laki' WHEN 'PEREMPUAN' THEN 'Perempuan' END AS jenis_kelamin,
  CASE
    WHEN hubungan = 'ORANGTUA' AND jenis_kelamin = 'LAKI-LAKI' THEN 'Ayah'
    WHEN hubungan = 'ORANGTUA' AND jenis_kelamin = 'PEREMPUAN' THEN 'Ibu'
    WHEN hubungan = 'KEPALA KELUARGA' THEN 'Kepala Keluarga'
    WHEN hubungan = 'SUAMI' THEN 'Suami'
    WHEN hubungan = 'ISTRI' THEN 'Istri'
    WHEN hubungan = 'ANAK' THEN 'Anak Kandung'
    WHEN hubungan = 'MENANTU' THEN 'Menantu'
    WHEN hubungan = 'CUCU' THEN 'Cucu'
    WHEN hubungan = 'MERTUA' THEN 'Mertua'
    WHEN hubungan = 'FAMILI LAIN' THEN 'Famili lain'
    WHEN hubungan IS NOT NULL THEN 'Lainnya'
  END AS hubungan,
  tempat_lahir,
  tanggal_lahir,
  NULL::BIGINT AS usia,
  CASE status_kawin
    WHEN 'BELUM KAWIN' THEN 'Belum Kawin'
    WHEN 'KAWIN' THEN 'Kawin'
    WHEN 'CERAI HIDUP' THEN 'Janda/Duda'
    WHEN 'CERAI MATI' THEN 'Janda/Duda'
  END AS status_kawin,
  agama,
  CASE golongan_darah WHEN 'TIDAK TAHU' THEN 'Tidak Tahu' ELSE golongan_darah END AS golongan_darah,
  CASE warganegara
    WHEN 'WNI' THEN 'Warga Negara Indonesia'
    WHEN 'WNA' THEN 'Warga Negara Asing'
    WHEN 'DUA KEWARGANEGARAAN' THEN 'Dwi Kewarganegaraan'
  END AS kewarganegaraan,
  suku AS etnis,
  CASE
    WHEN pendidikan_sedang = 'BELUM MASUK TK/KELOMPOK BERMAIN' THEN 'Belum masuk TK/Kelompok Bermain'
    WHEN pendidikan_sedang = 'SEDANG TK/KELOMPOK BERMAIN' THEN 'Sedang TK/Kelompok Bermain'
    WHEN pendidikan_sedang = 'SEDANG SD/SEDERAJAT' THEN 'Sedang SD/sederajat'
    WHEN pendidikan_sedang = 'SEDANG SLTP/SEDERAJAT' THEN 'Sedang SLTP/Sederajat'
    WHEN pendidikan_sedang = 'SEDANG SLTA/SEDERAJAT' THEN 'Sedang SLTA/sederajat'
    WHEN pendidikan_sedang = 'SEDANG D-1/SEDERAJAT' THEN 'Sedang D-1/sederajat'
    WHEN pendidikan_sedang = 'SEDANG D-2/SEDERAJAT' THEN 'Sedang D-2/sederajat'
    WHEN pendidikan_sedang = 'SEDANG D-3/SEDERAJAT' THEN 'Sedang D-3/sederajat'
    WHEN pendidikan_sedang = 'SEDANG S-1/SEDERAJAT' THEN 'Sedang S-1/sederajat'
    WHEN pendidikan_sedang = 'SEDANG S-2/SEDERAJAT' THEN 'Sedang S-2/sederajat'
    WHEN pendidikan_sedang = 'SEDANG S-3/SEDERAJAT' THEN 'Sedang S-3/sederajat'
    WHEN pendidikan_sedang = 'SEDANG SLB A/SEDERAJAT' THEN 'Sedang SLB A/sederajat'
    WHEN pendidikan_sedang = 'SEDANG SLB B/SEDERAJAT' THEN 'Sedang SLB B/sederajat'
    WHEN pendidikan_sedang = 'SEDANG SLB C/SEDERAJAT' THEN 'Sedang SLB C/sederajat'
    WHEN pendidikan_kk = 'TIDAK / BELUM SEKOLAH' THEN 'Tidak pernah sekolah'
    WHEN pendidikan_kk = 'BELUM TAMAT SD/SEDERAJAT' THEN 'Tidak tamat SD/sederajat'
    WHEN pendidikan_kk = 'TAMAT SD / SEDERAJAT' THEN 'Tamat SD/sederajat'
    WHEN pendidikan_kk = 'SLTP/SEDERAJAT' THEN 'Tamat SLTP/sederajat'
    WHEN pendidikan_kk = 'SLTA / SEDERAJAT' THEN 'Tamat SLTA/sederajat'
    WHEN pendidikan_kk = 'DIPLOMA I / II' THEN 'Tamat D-1/sederajat'
    WHEN pendidikan_kk = 'AKADEMI/ DIPLOMA III/S. MUDA' THEN 'Tamat D-3/sederajat'
    WHEN pendidikan_kk = 'DIPLOMA IV/ STRATA I' THEN 'Tamat S-1/sederajat'
    WHEN pendidikan_kk = 'STRATA II' THEN 'Tamat S-2/sederajat'
    WHEN pendidikan_kk = 'STRATA III' THEN 'Tamat S-3/sederajat'
  END AS pendidikan,
  CASE
    WHEN pekerjaan = 'BELUM/TIDAK BEKERJA' THEN 'Belum Bekerja'
    WHEN pekerjaan = 'MENGURUS RUMAH TANGGA' THEN 'Ibu Rumah Tangga'
    WHEN pekerjaan = 'PELAJAR/MAHASISWA' THEN 'Pelajar'
    WHEN pekerjaan = 'PENSIUNAN' THEN 'Purnawirawan/Pensiunan'
    WHEN pekerjaan = 'PEGAWAI NEGERI SIPIL (PNS)' THEN 'Pegawai Negeri Sipil'
    WHEN pekerjaan = 'TENTARA NASIONAL INDONESIA (TNI)' THEN 'TNI'
    WHEN pekerjaan = 'KEPOLISIAN RI (POLRI)' THEN 'POLRI'
    WHEN pekerjaan = 'PRESIDEN' THEN 'Presiden'
    WHEN pekerjaan = 'WAKIL PRESIDEN' THEN 'Wakil presiden'
    WHEN pekerjaan = 'ANGGOTA MAHKAMAH KONSTITUSI' THEN 'Anggota mahkamah konstitusi'
    WHEN pekerjaan = 'ANGGOTA KABINET KEMENTERIAN' THEN 'Anggota kabinet kementrian'
    WHEN pekerjaan = 'DUTA BESAR' THEN 'Duta besar'
    WHEN pekerjaan = 'GUBERNUR' THEN 'Gubernur'
    WHEN pekerjaan = 'WAKIL GUBERNUR' THEN 'Wakil Gubernur'
    WHEN pekerjaan IN ('BUPATI', 'WALIKOTA') THEN 'Bupati/walikota'
    WHEN pekerjaan IN ('WAKIL BUPATI', 'WAKIL WALIKOTA') THEN 'Wakil bupati'
    WHEN pekerjaan = 'DOSEN' THEN 'Dosen swasta'
    WHEN pekerjaan = 'GURU' THEN 'Guru swasta'
    WHEN pekerjaan = 'PENGACARA' THEN 'Pengacara'
    WHEN pekerjaan = 'NOTARIS' THEN 'Notaris'
    WHEN pekerjaan = 'AKUNTAN' THEN 'Akuntan'
    WHEN pekerjaan = 'DOKTER' THEN 'Dokter swasta'
    WHEN pekerjaan = 'BIDAN' THEN 'Bidan swasta'
    WHEN pekerjaan = 'PERAWAT' THEN 'Perawat swasta'
    WHEN pekerjaan = 'APOTEKER' THEN 'Apoteker'
    WHEN pekerjaan = 'PSIKIATER/PSIKOLOG' THEN 'Pskiater/Psikolog'
    WHEN pekerjaan <> 'LAINNYA' THEN pekerjaan
  END AS pekerjaan
FROM opensid_penduduk
WHERE coalesce(status_dasar = 'HIDUP', TRUE)
