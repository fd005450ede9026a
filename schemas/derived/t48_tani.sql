-- title: Petani dan buruh tani menurut mata pencaharian pokok
-- needs: t48
select _village, _year,
  sum(total(laki_laki, perempuan)) filter (where pekerjaan = 'Petani') as petani,
  sum(total(laki_laki, perempuan)) filter (where pekerjaan = 'Buruh Tani') as buruh_tani
from t48
where _rank = 1
group by all
