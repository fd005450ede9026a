-- title: Rumah tangga usaha dijumlah seluruh sektor
-- needs: k18
select _village, _year, min(_row) as baris, sum(rumah_tangga) as rumah_tangga
from k18
where _rank = 1
group by all
