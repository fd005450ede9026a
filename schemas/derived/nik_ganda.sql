-- title: NIK yang dipakai lebih dari satu anggota di desa yang sama
-- needs: agtkeluarga
-- key: nik
SELECT _village, _year, nik, count(*) AS kali
FROM agtkeluarga
WHERE nik >= '1'
GROUP BY _village, _year, nik
HAVING count(*) > 1
