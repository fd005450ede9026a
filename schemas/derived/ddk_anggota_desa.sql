-- title: Banyaknya anggota menurut kuesioner (satu baris satu desa)
-- needs: ddk_anggota
SELECT _village, _year, count(*) AS anggota
FROM ddk_anggota
GROUP BY _village, _year
