-- title: NIK yang dipakai lebih dari satu anggota, di satu desa atau di beberapa desa pemeriksaan ini
-- needs: agtkeluarga
-- key: nik
-- `kali` di desa ini; `desa` banyaknya desa yang memakainya; `desa_lain` nama dan kode salah satu desa lain itu.
-- Kandidatnya dicari dahulu lewat sidik, supaya jutaan NIK yang tunggal hanya dikelompokkan sekali.
WITH kembar AS (
  SELECT hash(_year, nik) AS sidik
  FROM agtkeluarga
  WHERE nik >= '1'
  GROUP BY sidik
  HAVING count(*) > 1
), pemakai AS (
  SELECT _village, _year, nik, count(*) AS kali
  FROM agtkeluarga
  SEMI JOIN kembar ON hash(_year, nik) = kembar.sidik
  WHERE nik >= '1'
  GROUP BY _village, _year, nik
), pasangan AS (
  SELECT _year, nik, count(*) AS desa, min(_village) AS pertama, max(_village) AS terakhir
  FROM pemakai
  GROUP BY _year, nik
  HAVING sum(kali) > 1
), bersama AS (
  SELECT
    pemakai._village,
    pemakai._year,
    pemakai.nik,
    pemakai.kali,
    pasangan.desa,
    CASE
      WHEN pasangan.desa = 1 THEN NULL
      WHEN pasangan.pertama = pemakai._village THEN pasangan.terakhir
      ELSE pasangan.pertama
    END AS kode
  FROM pemakai
  JOIN pasangan ON pasangan._year = pemakai._year AND pasangan.nik = pemakai.nik
)
SELECT
  bersama._village,
  bersama._year,
  bersama.nik,
  bersama.kali,
  bersama.desa,
  concat(coalesce(_places.name, 'desa'), ' (', bersama.kode, ')') AS desa_lain
FROM bersama
LEFT JOIN _places ON _places.code = bersama.kode
