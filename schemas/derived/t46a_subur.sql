-- title: Perempuan berumur 15 sampai 49 tahun menurut tabel Usia
-- needs: t46a
select
  _village,
  _year,
  total(
    perempuan_15, perempuan_16, perempuan_17, perempuan_18, perempuan_19, perempuan_20, perempuan_21, perempuan_22,
    perempuan_23, perempuan_24, perempuan_25, perempuan_26, perempuan_27, perempuan_28, perempuan_29, perempuan_30,
    perempuan_31, perempuan_32, perempuan_33, perempuan_34, perempuan_35, perempuan_36, perempuan_37, perempuan_38,
    perempuan_39, perempuan_40, perempuan_41, perempuan_42, perempuan_43, perempuan_44, perempuan_45, perempuan_46,
    perempuan_47, perempuan_48, perempuan_49
  ) as perempuan
from t46a
where _rank = 1
