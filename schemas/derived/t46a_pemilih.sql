-- title: Penduduk berumur 17 tahun ke atas menurut formulir usia
-- needs: t46a, t46a_jumlah
-- Satu baris t46a setiap desa dan tahun; dihitung dari seluruh penduduk dikurangi umur 0 sampai 16.
select
  _village,
  _year,
  jumlah_jiwa - coalesce(umur_0_16, 0) as umur_17_lebih
from (
  select
    t46a._village,
    t46a._year,
    semua.jumlah_jiwa,
    total(laki_00, laki_01, laki_02, laki_03, laki_04, laki_05, laki_06, laki_07, laki_08,
      laki_09, laki_10, laki_11, laki_12, laki_13, laki_14, laki_15, laki_16,
      perempuan_00, perempuan_01, perempuan_02, perempuan_03, perempuan_04, perempuan_05, perempuan_06,
      perempuan_07, perempuan_08, perempuan_09, perempuan_10, perempuan_11, perempuan_12, perempuan_13,
      perempuan_14, perempuan_15, perempuan_16) as umur_0_16
  from t46a
  inner join t46a_jumlah as semua on semua._village = t46a._village and semua._year = t46a._year
  where t46a._rank = 1
)
