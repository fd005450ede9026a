-- title: Usia penduduk dijumlah menurut kelompok umur
-- needs: t46a
-- locates: t46a
-- Satu baris t46a setiap desa dan tahun. `laki` dan `perempuan` berisi umur 0, 1, … 75 tahun, lalu > 75: umur n adalah isi ke n + 1.
-- Umur tunggal 0-75, tanpa kelompok > 75.
with isi as (
  select
    _village,
    _year,
    _row,
    _review,
    [
      laki_00, laki_01, laki_02, laki_03, laki_04, laki_05, laki_06, laki_07, laki_08, laki_09, laki_10, laki_11,
      laki_12, laki_13, laki_14, laki_15, laki_16, laki_17, laki_18, laki_19, laki_20, laki_21, laki_22, laki_23,
      laki_24, laki_25, laki_26, laki_27, laki_28, laki_29, laki_30, laki_31, laki_32, laki_33, laki_34, laki_35,
      laki_36, laki_37, laki_38, laki_39, laki_40, laki_41, laki_42, laki_43, laki_44, laki_45, laki_46, laki_47,
      laki_48, laki_49, laki_50, laki_51, laki_52, laki_53, laki_54, laki_55, laki_56, laki_57, laki_58, laki_59,
      laki_60, laki_61, laki_62, laki_63, laki_64, laki_65, laki_66, laki_67, laki_68, laki_69, laki_70, laki_71,
      laki_72, laki_73, laki_74, laki_75, laki_75_lebih
    ] as laki,
    [
      perempuan_00, perempuan_01, perempuan_02, perempuan_03, perempuan_04, perempuan_05, perempuan_06,
      perempuan_07, perempuan_08, perempuan_09, perempuan_10, perempuan_11, perempuan_12, perempuan_13,
      perempuan_14, perempuan_15, perempuan_16, perempuan_17, perempuan_18, perempuan_19, perempuan_20,
      perempuan_21, perempuan_22, perempuan_23, perempuan_24, perempuan_25, perempuan_26, perempuan_27,
      perempuan_28, perempuan_29, perempuan_30, perempuan_31, perempuan_32, perempuan_33, perempuan_34,
      perempuan_35, perempuan_36, perempuan_37, perempuan_38, perempuan_39, perempuan_40, perempuan_41,
      perempuan_42, perempuan_43, perempuan_44, perempuan_45, perempuan_46, perempuan_47, perempuan_48,
      perempuan_49, perempuan_50, perempuan_51, perempuan_52, perempuan_53, perempuan_54, perempuan_55,
      perempuan_56, perempuan_57, perempuan_58, perempuan_59, perempuan_60, perempuan_61, perempuan_62,
      perempuan_63, perempuan_64, perempuan_65, perempuan_66, perempuan_67, perempuan_68, perempuan_69,
      perempuan_70, perempuan_71, perempuan_72, perempuan_73, perempuan_74, perempuan_75, perempuan_75_lebih
    ] as perempuan
  from t46a
  where _rank = 1
)
select
  _village,
  _year,
  _row,
  _review,
  list_sum(laki) as jumlah_l,
  list_sum(perempuan) as jumlah_p,
  list_sum(laki[1:1] || perempuan[1:1]) as umur_0,
  list_sum(laki[2:2] || perempuan[2:2]) as umur_1,
  list_sum(laki[4:77] || perempuan[4:77]) as umur_3_lebih,
  list_sum(laki[4:7] || perempuan[4:7]) as umur_3_6,
  list_sum(laki[8:19]) as umur_7_18_l,
  list_sum(perempuan[8:19]) as umur_7_18_p,
  list_sum(laki[1:7] || perempuan[1:7]) as umur_0_6,
  list_sum(laki[8:19] || perempuan[8:19]) as umur_7_18,
  list_sum(laki[20:57] || perempuan[20:57]) as umur_19_56,
  list_sum(laki[58:77] || perempuan[58:77]) as umur_57_lebih,
  list_sum(laki[21:70] || perempuan[21:70]) as umur_20_69,
  list_sum(laki[21:66:5] || perempuan[21:66:5]) as umur_bulat,
  list_max([list_sum([satu[1], satu[2]]) for satu in list_zip(laki[1:76], perempuan[1:76])]) as umur_tunggal_terbanyak,
  list_sum(laki || perempuan) as jumlah_jiwa
from isi
