-- title: Tabel Usia dibandingkan dengan tahun lalu
-- needs: t46a
-- years: 2
-- `terisi`: umur yang terisi bukan nol pada salah satu tahun; `sama`: yang angkanya tidak berubah. `selisih`: jumlah orang yang tidak
-- bergeser ke umur berikutnya, dari `jiwa_lalu` orang berumur 0-74 tahun lalu.
with panjang as (
  select _village, _year, kolom, nilai::DOUBLE as nilai
  from t46a unpivot (nilai for kolom in (
    laki_00, laki_01, laki_02, laki_03, laki_04, laki_05, laki_06, laki_07, laki_08, laki_09, laki_10, laki_11, laki_12, laki_13, laki_14, laki_15, laki_16, laki_17, laki_18, laki_19, laki_20, laki_21, laki_22, laki_23, laki_24, laki_25, laki_26, laki_27, laki_28, laki_29, laki_30, laki_31, laki_32, laki_33, laki_34, laki_35, laki_36, laki_37, laki_38, laki_39, laki_40, laki_41, laki_42, laki_43, laki_44, laki_45, laki_46, laki_47, laki_48, laki_49, laki_50, laki_51, laki_52, laki_53, laki_54, laki_55, laki_56, laki_57, laki_58, laki_59, laki_60, laki_61, laki_62, laki_63, laki_64, laki_65, laki_66, laki_67, laki_68, laki_69, laki_70, laki_71, laki_72, laki_73, laki_74, laki_75, perempuan_00, perempuan_01, perempuan_02, perempuan_03, perempuan_04, perempuan_05, perempuan_06, perempuan_07, perempuan_08, perempuan_09, perempuan_10, perempuan_11, perempuan_12, perempuan_13, perempuan_14, perempuan_15, perempuan_16, perempuan_17, perempuan_18, perempuan_19, perempuan_20, perempuan_21, perempuan_22, perempuan_23, perempuan_24, perempuan_25, perempuan_26, perempuan_27, perempuan_28, perempuan_29, perempuan_30, perempuan_31, perempuan_32, perempuan_33, perempuan_34, perempuan_35, perempuan_36, perempuan_37, perempuan_38, perempuan_39, perempuan_40, perempuan_41, perempuan_42, perempuan_43, perempuan_44, perempuan_45, perempuan_46, perempuan_47, perempuan_48, perempuan_49, perempuan_50, perempuan_51, perempuan_52, perempuan_53, perempuan_54, perempuan_55, perempuan_56, perempuan_57, perempuan_58, perempuan_59, perempuan_60, perempuan_61, perempuan_62, perempuan_63, perempuan_64, perempuan_65, perempuan_66, perempuan_67, perempuan_68, perempuan_69, perempuan_70, perempuan_71, perempuan_72, perempuan_73, perempuan_74, perempuan_75, laki_75_lebih, perempuan_75_lebih
  ))
  where _rank = 1
), umur as (
  select _village, _year, kolom, nilai, split_part(kolom, '_', 1) as kelamin, try_cast(split_part(kolom, '_', 2) as INTEGER) as umur
  from panjang
  where kolom not like '%lebih'
), salinan as (
  select kini._village, kini._year, count(*) as terisi, count(*) filter (where kini.nilai = lalu.nilai) as sama
  from panjang as kini
  join panjang as lalu on lalu._village = kini._village and lalu._year = kini._year - 1 and lalu.kolom = kini.kolom
  where kini.nilai <> 0 or lalu.nilai <> 0
  group by all
), geser as (
  select lalu._village, lalu._year + 1 as _year, sum(abs(coalesce(kini.nilai, 0) - lalu.nilai)) as selisih, sum(lalu.nilai) as jiwa_lalu
  from umur as lalu
  left join umur as kini
    on kini._village = lalu._village and kini._year = lalu._year + 1 and kini.kelamin = lalu.kelamin and kini.umur = lalu.umur + 1
  where lalu.umur < 75
  group by all
)
select salinan._village, salinan._year, salinan.terisi, salinan.sama, geser.selisih, geser.jiwa_lalu
from salinan
join geser on geser._village = salinan._village and geser._year = salinan._year
