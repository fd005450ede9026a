-- title: Tamatan menurut tabel Pendidikan Potensi
-- needs: t47
select _village, _year,
  sum(total(laki_laki, perempuan)) filter (where tingkat_pendidikan = 'Tamat SD/sederajat') as sd,
  sum(total(laki_laki, perempuan)) filter (where tingkat_pendidikan = 'Tamat SMP/sederajat') as sltp,
  sum(total(laki_laki, perempuan)) filter (where tingkat_pendidikan = 'Tamat SMA/sederajat') as slta,
  sum(total(laki_laki, perempuan)) filter (where tingkat_pendidikan = 'Tamat S-1/sederajat') as s1,
  sum(total(laki_laki, perempuan)) filter (
    where tingkat_pendidikan in (
      'Tamat D-1/sederajat', 'Tamat D-2/sederajat', 'Tamat D-3/sederajat',
      'Tamat S-1/sederajat', 'Tamat S-2/sederajat', 'Tamat S-3/sederajat'
    )
  ) as perguruan_tinggi
from t47
where _rank = 1
group by all
