-- title: Nama dan tanggal lahir yang sama pada NIK yang berbeda di desa yang sama
-- needs: agtkeluarga
-- key: nama, tanggal_lahir
-- Kandidatnya dicari dahulu lewat sidik, supaya jutaan orang yang tunggal tidak dikelompokkan menurut nama.
WITH kembar AS (
  SELECT hash(nama, tanggal_lahir) AS sidik
  FROM agtkeluarga
  WHERE nama <> '-' AND tanggal_lahir IS NOT NULL
  GROUP BY sidik
  HAVING count(*) > 1
)
SELECT _village, _year, nama, tanggal_lahir, count(*) AS kali
FROM agtkeluarga
SEMI JOIN kembar ON hash(nama, tanggal_lahir) = kembar.sidik
WHERE nama <> '-' AND tanggal_lahir IS NOT NULL
GROUP BY _village, _year, nama, tanggal_lahir
HAVING count(*) > 1 AND (count(nik) < count(*) OR min(nik) <> max(nik) OR max(nik) < '1')
