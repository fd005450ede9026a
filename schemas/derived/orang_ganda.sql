-- title: Nama dan tanggal lahir yang sama pada NIK yang berbeda di desa yang sama
-- needs: agtkeluarga
-- key: nama, tanggal_lahir
SELECT _village, _year, nama, tanggal_lahir, count(*) AS kali
FROM agtkeluarga
WHERE nama <> '-' AND tanggal_lahir IS NOT NULL
GROUP BY _village, _year, nama, tanggal_lahir
HAVING count(*) > 1 AND (count(nik) < count(*) OR min(nik) <> max(nik) OR max(nik) < '1')
