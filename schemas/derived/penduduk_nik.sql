-- title: NIK menurut lembar penduduk OpenSID (satu baris satu NIK)
-- needs: opensid_penduduk
-- key: nik
SELECT _village, _year, nik, count(*) AS baris
FROM opensid_penduduk
WHERE nik IS NOT NULL
GROUP BY _village, _year, nik
