-- title: Semua isian angka formulir penduduk, lahan dan anggaran, satu baris satu isian
-- needs: t03, t45, t46a, t47, t48, t49, k01, k02, k03, k09, k12, k28, k36
-- key: tabel, kolom
-- Isian kosong tidak ikut. `kolom` pada formulir berbaris banyak didahului nama barisnya.
select _village, _year, 't03' as tabel, kolom, nilai::DOUBLE as nilai
from t03 unpivot (nilai for kolom in (
  sawah_irigasi_teknis, sawah_irigasi_setengah_teknis, sawah_tadah_hujan, sawah_pasang_surut, luas_tanah_sawah,
  tegal_ladang, pemukiman, pekarangan, luas_tanah_kering, tanah_rawa, tanah_pasang_surut, lahan_gambut,
  situ_waduk_danau, luas_tanah_basah, perkebunan_rakyat, perkebunan_negara, perkebunan_swasta, perkebunan_perorangan,
  luas_tanah_perkebunan, tanah_bengkok, tanah_titi_sara, kebun_desa, sawah_desa, kas_desa, lapangan_olahraga,
  perkantoran_pemerintah, ruang_publik, tempat_pemakaman_umum, tempat_pembuangan_sampah, bangunan_sekolah, pertokoan,
  fasilitas_pasar, terminal, jalan, daerah_tangkapan_air, usaha_perikanan, jalur_sutet, luas_tanah_fasilitas_umum,
  hutan_lindung, hutan_produksi_tetap, hutan_produksi_terbatas, hutan_produksi, hutan_konservasi, hutan_adat,
  hutan_asli, hutan_sekunder, hutan_buatan, hutan_mangrove, suaka_alam, suaka_margasatwa, hutan_suaka, hutan_rakyat,
  luas_tanah_hutan, luas_desa, total_luas, selisih_luas
))
where _rank = 1
union all
select _village, _year, 't45' as tabel, kolom, nilai::DOUBLE as nilai
from t45 unpivot (nilai for kolom in (
  laki_laki, perempuan, jumlah, kepala_keluarga, luas_desa, kepadatan
))
where _rank = 1
union all
select _village, _year, 't46a' as tabel, kolom, nilai::DOUBLE as nilai
from t46a unpivot (nilai for kolom in (
  laki_00, laki_01, laki_02, laki_03, laki_04, laki_05, laki_06, laki_07, laki_08, laki_09, laki_10, laki_11, laki_12,
  laki_13, laki_14, laki_15, laki_16, laki_17, laki_18, laki_19, laki_20, laki_21, laki_22, laki_23, laki_24, laki_25,
  laki_26, laki_27, laki_28, laki_29, laki_30, laki_31, laki_32, laki_33, laki_34, laki_35, laki_36, laki_37, laki_38,
  laki_39, laki_40, laki_41, laki_42, laki_43, laki_44, laki_45, laki_46, laki_47, laki_48, laki_49, laki_50, laki_51,
  laki_52, laki_53, laki_54, laki_55, laki_56, laki_57, laki_58, laki_59, laki_60, laki_61, laki_62, laki_63, laki_64,
  laki_65, laki_66, laki_67, laki_68, laki_69, laki_70, laki_71, laki_72, laki_73, laki_74, laki_75, laki_75_lebih,
  perempuan_00, perempuan_01, perempuan_02, perempuan_03, perempuan_04, perempuan_05, perempuan_06, perempuan_07,
  perempuan_08, perempuan_09, perempuan_10, perempuan_11, perempuan_12, perempuan_13, perempuan_14, perempuan_15,
  perempuan_16, perempuan_17, perempuan_18, perempuan_19, perempuan_20, perempuan_21, perempuan_22, perempuan_23,
  perempuan_24, perempuan_25, perempuan_26, perempuan_27, perempuan_28, perempuan_29, perempuan_30, perempuan_31,
  perempuan_32, perempuan_33, perempuan_34, perempuan_35, perempuan_36, perempuan_37, perempuan_38, perempuan_39,
  perempuan_40, perempuan_41, perempuan_42, perempuan_43, perempuan_44, perempuan_45, perempuan_46, perempuan_47,
  perempuan_48, perempuan_49, perempuan_50, perempuan_51, perempuan_52, perempuan_53, perempuan_54, perempuan_55,
  perempuan_56, perempuan_57, perempuan_58, perempuan_59, perempuan_60, perempuan_61, perempuan_62, perempuan_63,
  perempuan_64, perempuan_65, perempuan_66, perempuan_67, perempuan_68, perempuan_69, perempuan_70, perempuan_71,
  perempuan_72, perempuan_73, perempuan_74, perempuan_75, perempuan_75_lebih
))
where _rank = 1
union all
select _village, _year, 't47' as tabel, concat(tingkat_pendidikan, '/', kolom) as kolom, nilai::DOUBLE as nilai
from t47 unpivot (nilai for kolom in (laki_laki, perempuan))
where _rank = 1
union all
select _village, _year, 't48' as tabel, concat(pekerjaan, '/', kolom) as kolom, nilai::DOUBLE as nilai
from t48 unpivot (nilai for kolom in (laki_laki, perempuan))
where _rank = 1
union all
select _village, _year, 't49' as tabel, concat(agama, '/', kolom) as kolom, nilai::DOUBLE as nilai
from t49 unpivot (nilai for kolom in (laki_laki, perempuan))
where _rank = 1
union all
select _village, _year, 'k01' as tabel, kolom, nilai::DOUBLE as nilai
from k01 unpivot (nilai for kolom in (
  laki_laki, perempuan, laki_laki_lalu, perempuan_lalu, kk_laki_laki, kk_perempuan, kk_laki_laki_lalu,
  kk_perempuan_lalu
))
where _rank = 1
union all
select _village, _year, 'k02' as tabel, kolom, nilai::DOUBLE as nilai
from k02 unpivot (nilai for kolom in (
  angkatan_kerja, masih_sekolah, ibu_rumah_tangga, bekerja_penuh, bekerja_tidak_tentu, cacat_tidak_bekerja,
  cacat_bekerja
))
where _rank = 1
union all
select _village, _year, 'k03' as tabel, kolom, nilai::DOUBLE as nilai
from k03 unpivot (nilai for kolom in (
  prasejahtera, sejahtera_1, sejahtera_2, sejahtera_3, sejahtera_3_plus
))
where _rank = 1
union all
select _village, _year, 'k09' as tabel, kolom, nilai::DOUBLE as nilai
from k09 unpivot (nilai for kolom in (
  nilai_produksi, bahan_baku, bahan_penolong, biaya_antara, jenis_kerajinan
))
where _rank = 1
union all
select _village, _year, 'k12' as tabel, kolom, nilai::DOUBLE as nilai
from k12 unpivot (nilai for kolom in (
  besar_jenis, besar_transaksi, besar_aset, besar_biaya, besar_biaya_antara, eceran_jenis, eceran_transaksi,
  eceran_biaya, eceran_aset, hotel_jumlah, hotel_pendapatan, hotel_pemeliharaan, hotel_biaya_antara, hotel_diperoleh,
  restoran_tempat, restoran_biaya, restoran_biaya_antara, restoran_pendapatan
))
where _rank = 1
union all
select _village, _year, 'k28' as tabel, kolom, nilai::DOUBLE as nilai
from k28 unpivot (nilai for kolom in (
  buta_aksara, masuk_tk, anak_dan_penduduk_cacat, sedang_sd, tamat_sd, tidak_tamat_sd, sedang_sltp, tamat_sltp,
  sedang_slta, tidak_tamat_sltp, tamat_slta, sedang_d1, tamat_d1, sedang_d2, tamat_d2, sedang_d3, tamat_d3, sedang_s1,
  tamat_s1, sedang_s2, tamat_s2, tamat_s3, sedang_slb_a, tamat_slb_a, sedang_slb_b, tamat_slb_b, sedang_slb_c,
  tamat_slb_c, cacat, persen_buta_huruf, persen_tamat_sltp
))
where _rank = 1
union all
select _village, _year, 'k36' as tabel, kolom, nilai::DOUBLE as nilai
from k36 unpivot (nilai for kolom in (
  apbd_kabupaten, bantuan_kabupaten, bantuan_provinsi, bantuan_pusat, pendapatan_asli_desa, swadaya_masyarakat,
  alokasi_dana_desa, pendapatan_perusahaan, pendapatan_lain, jumlah_penerimaan, belanja_publik, belanja_aparatur,
  jumlah_belanja, saldo
))
where _rank = 1
