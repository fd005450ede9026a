-- title: Tamatan menurut tabel Pendidikan Potensi
-- needs: t47
select _village, _year,
  sum(total(laki_laki, perempuan)) filter (where tingkat_pendidikan = 'Tamat SD/sederajat') as sd,
  sum(total(laki_laki, perempuan)) filter (where tingkat_pendidikan = 'Tamat SMP/sederajat') as sltp,
  sum(total(laki_laki, perempuan)) filter (where tingkat_pendidikan = 'Tamat SMA/sederajat') as slta,
  sum(total(laki_laki, perempuan)) filter (where tingkat_pendidikan = 'Tamat S-1/sederajat') as s1
from t47
where _rank = 1
group by all
