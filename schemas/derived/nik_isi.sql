-- title: Isi NIK tiap anggota (satu baris satu anggota)
-- needs: agtkeluarga
-- locates: agtkeluarga
-- `tetap`: bukan '0', '-' atau NIK sementara. `utuh`: tetap dan 16 angka; isinya (kecamatan, hari, bulan, tahun, urut) hanya dibaca bila utuh.
-- `bertanda`: NIK yang panjangnya bukan 16 memuat selain angka; yang 16 memuatnya bila tetap tetapi tidak utuh.
-- `hari` masih ditambah 40 bagi perempuan; `tanggal` sudah tidak. `sah`: hari dan bulan mungkin; `ada`: tanggalnya ada di kalender.
-- `cocok`, `geser`, `tukar`: terhadap tanggal lahir sama, tepat sebulan lebih awal, hari dan bulan tertukar.
-- `karangan`: deretan angka kembar atau berurutan. `tertukar_hubungan`: jenis kelamin sudah bertentangan dengan hubungan (FAM-006).
SELECT *,
  CASE WHEN cocok THEN FALSE ELSE tanggal_lahir - tanggal = last_day(tanggal_nik) END AS geser
FROM (
  SELECT *,
    tanggal <= 28 OR bulan <> 2 AND (tanggal <= 30 OR bulan IN (1, 3, 5, 7, 8, 10, 12))
      OR bulan = 2 AND tanggal = 29 AND tahun % 4 = 0 AS ada,
    tanggal = lahir_hari AND bulan = lahir_bulan AND tahun = lahir_tahun % 100 AS cocok,
    tanggal = lahir_bulan AND bulan = lahir_hari AND tahun = lahir_tahun % 100 AND tanggal <> bulan AS tukar,
    CASE WHEN sah AND NOT (tanggal = lahir_hari AND bulan = lahir_bulan AND tahun = lahir_tahun % 100)
      THEN try_cast(concat(tahun + 100 * CAST(round((lahir_tahun - tahun) / 100.0) AS INTEGER), '-', bulan, '-', tanggal) AS DATE)
      END AS tanggal_nik
  FROM (
    SELECT *,
      CASE WHEN hari > 40 THEN hari - 40 ELSE hari END AS tanggal,
      (hari BETWEEN 1 AND 31 OR hari BETWEEN 41 AND 71) AND bulan BETWEEN 1 AND 12 AS sah,
      day(tanggal_lahir)::INTEGER AS lahir_hari,
      month(tanggal_lahir)::INTEGER AS lahir_bulan,
      year(tanggal_lahir)::INTEGER AS lahir_tahun
    FROM (
      SELECT _village, _year, _row, _review, tanggal_lahir, tetap, sama_kk, perempuan, tertukar_hubungan, panjang, bertanda,
        CASE WHEN tetap IS NOT NULL THEN coalesce(angka >= 1000000000000000, FALSE) END AS utuh,
        (angka // 10000000000)::INTEGER AS kecamatan,
        (angka // 100000000 % 100)::INTEGER AS hari,
        (angka // 1000000 % 100)::INTEGER AS bulan,
        (angka // 10000 % 100)::INTEGER AS tahun,
        (angka % 10000)::INTEGER AS urut,
        angka IN (1111111111111111, 2222222222222222, 3333333333333333, 4444444444444444, 5555555555555555, 6666666666666666,
          7777777777777777, 8888888888888888, 9999999999999999, 1234567890123456, 9876543210987654) AS karangan
      FROM (
        SELECT _village, _year, _row, _review, tanggal_lahir,
          nik >= '1' AS tetap,
          length(nik) AS panjang,
          CASE WHEN length(nik) <> 16 THEN regexp_matches(nik, '[^0-9]') END AS bertanda,
          CASE WHEN nik >= '1' AND length(nik) = 16 THEN try_cast(nik AS BIGINT) END AS angka,
          coalesce(nik = kode_keluarga, FALSE) AS sama_kk,
          jenis_kelamin = 'Perempuan' AS perempuan,
          coalesce(hubungan IN ('Istri', 'Ibu', 'Tante', 'Nenek') AND jenis_kelamin = 'Laki-Laki'
            OR hubungan IN ('Suami', 'Ayah', 'Paman', 'Kakek') AND jenis_kelamin = 'Perempuan', FALSE) AS tertukar_hubungan
        FROM agtkeluarga
      )
    )
  )
)
