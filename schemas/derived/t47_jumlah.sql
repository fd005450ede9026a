-- title: Pendidikan dijumlah seluruh tingkat
-- needs: t47
-- locates: t47
-- `usia_*` memakai tingkat yang menyebut umur; `_p` perempuan, `_l` laki-laki.
select
  _village,
  _year,
  min(_row) as _row,
  bool_or(_review) as _review,
  sum(laki_laki) as jumlah_l,
  sum(perempuan) as jumlah_p,
  sum(total(laki_laki, perempuan)) as jumlah_jiwa,
  sum(total(laki_laki, perempuan)) filter (
    where tingkat_pendidikan in ('Usia 3 - 6 tahun yang belum masuk TK', 'Usia 3 - 6 tahun yang sedang TK/play group')
  ) as usia_3_6,
  sum(laki_laki) filter (
    where tingkat_pendidikan in ('Usia 7 - 18 tahun yang tidak pernah sekolah', 'Usia 7 - 18 tahun yang sedang sekolah')
  ) as usia_7_18_l,
  sum(perempuan) filter (
    where tingkat_pendidikan in ('Usia 7 - 18 tahun yang tidak pernah sekolah', 'Usia 7 - 18 tahun yang sedang sekolah')
  ) as usia_7_18_p,
  sum(perempuan) filter (
    where tingkat_pendidikan = 'Usia 7 - 18 tahun yang tidak pernah sekolah'
  ) as tidak_sekolah_7_18_p
from t47
where _rank = 1
group by all
