-- title: Penduduk DDK menurut pekerjaan
-- needs: agtkeluarga
-- key: pekerjaan
select _village, _year, pekerjaan, count(*) as jumlah_jiwa
from agtkeluarga
where pekerjaan is not null
group by all
