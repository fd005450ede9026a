-- title: Penduduk DDK menurut agama
-- needs: agtkeluarga
-- key: agama
select _village, _year, agama, count(*) as jumlah_jiwa
from agtkeluarga
where agama is not null
group by all
