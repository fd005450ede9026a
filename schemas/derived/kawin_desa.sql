-- title: Janda dan duda menurut DDK (satu baris satu desa)
-- needs: agtkeluarga
SELECT _village, _year, count(*) FILTER (WHERE status_kawin = 'Janda/Duda') AS janda_duda
FROM agtkeluarga
GROUP BY _village, _year
