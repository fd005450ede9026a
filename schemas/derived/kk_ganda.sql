-- title: Nomor KK yang dipakai di lebih dari satu desa pemeriksaan ini
-- needs: keluarga
-- key: kode_keluarga
-- `desa` banyaknya desa yang memakainya; `desa_lain` nama dan kode salah satu desa lain itu.
WITH kembar AS (
  SELECT _year, kode_keluarga, count(*) AS desa, min(_village) AS pertama, max(_village) AS terakhir
  FROM keluarga
  WHERE kode_keluarga >= '1'
  GROUP BY _year, kode_keluarga
  HAVING count(*) > 1
), bersama AS (
  SELECT
    keluarga._village,
    keluarga._year,
    keluarga.kode_keluarga,
    kembar.desa,
    CASE WHEN kembar.pertama = keluarga._village THEN kembar.terakhir ELSE kembar.pertama END AS kode
  FROM keluarga
  JOIN kembar ON kembar._year = keluarga._year AND kembar.kode_keluarga = keluarga.kode_keluarga
)
SELECT
  bersama._village,
  bersama._year,
  bersama.kode_keluarga,
  bersama.desa,
  concat(coalesce(_places.name, 'desa'), ' (', bersama.kode, ')') AS desa_lain
FROM bersama
LEFT JOIN _places ON _places.code = bersama.kode
