-- title: Keluarga menurut ekspor anggota (satu baris satu nomor KK)
-- needs: agtkeluarga
-- key: kode_keluarga
-- locates: agtkeluarga
-- Tanggal lahir di masa depan tidak ikut: DDK-024 sudah melaporkannya.
-- `istri_row`, `istri_lain_row`, `suami_row`: baris istri pertama, istri terakhir, suami.
-- `satu_nama`: hanya satu nama kepala keluarga tertulis; `nama_cocok`: sama dengan nama anggota berhubungan Kepala Keluarga.
SELECT *,
  CASE WHEN kepala_pertama = kepala_terakhir THEN TRUE ELSE same_name(kepala_pertama, kepala_terakhir) END AS satu_nama,
  CASE WHEN kepala_nama = kepala_pertama THEN TRUE ELSE same_name(kepala_nama, kepala_pertama) END AS nama_cocok
FROM (
  SELECT
    _village,
    _year,
    kode_keluarga,
    coalesce(max(_row) FILTER (WHERE hubungan = 'Kepala Keluarga'), min(_row)) AS _row,
    bool_or(_review) AS _review,
    count(*) AS anggota,
    count(*) FILTER (WHERE hubungan = 'Kepala Keluarga') AS kepala,
    count(*) FILTER (WHERE hubungan = 'Istri') AS istri,
    count(*) FILTER (WHERE hubungan = 'Suami') AS suami,
    count(hubungan) AS berhubungan,
    min(jenis_kelamin) FILTER (WHERE hubungan = 'Kepala Keluarga') AS kepala_kelamin,
    min(_row) FILTER (WHERE hubungan = 'Istri') AS istri_row,
    max(_row) FILTER (WHERE hubungan = 'Istri') AS istri_lain_row,
    min(_row) FILTER (WHERE hubungan = 'Suami') AS suami_row,
    min(status_kawin) FILTER (WHERE hubungan = 'Kepala Keluarga') AS kepala_status,
    min(nama) FILTER (WHERE hubungan = 'Kepala Keluarga') AS kepala_nama,
    min(tanggal_lahir) FILTER (WHERE hubungan = 'Kepala Keluarga' AND tanggal_lahir <= today()) AS kepala_lahir,
    min(tanggal_lahir) FILTER (WHERE hubungan = 'Istri' AND tanggal_lahir <= today()) AS istri_lahir,
    min(tanggal_lahir) FILTER (WHERE hubungan = 'Suami' AND tanggal_lahir <= today()) AS suami_lahir,
    min(tanggal_lahir) FILTER (WHERE hubungan = 'Anak Kandung') AS sulung_lahir,
    max(tanggal_lahir) FILTER (WHERE hubungan = 'Anak Kandung' AND tanggal_lahir <= today()) AS bungsu_lahir,
    min(nama_kepala_keluarga) AS kepala_pertama,
    max(nama_kepala_keluarga) AS kepala_terakhir,
    count(no_urut) AS bernomor,
    max(no_urut) AS nomor_tertinggi,
    bit_count(bit_or(CASE WHEN no_urut BETWEEN 0 AND 61 THEN 1::BIGINT << no_urut END)) AS nomor_berbeda
  FROM agtkeluarga
  WHERE kode_keluarga IS NOT NULL
  GROUP BY _village, _year, kode_keluarga
)
