-- title: Pasangan, anak kandung, orang tua dan cucu beserta selisih umurnya dengan kepala keluarga
-- needs: agtkeluarga, keluarga
-- locates: agtkeluarga
-- Hanya KK berkepala satu; yang lahir di masa depan tidak ikut (DDK-024). `muda`, `muda_istri`, `muda_suami`: berapa tahun genap
-- lebih muda dari kepala, istri, suami (negatif: lebih tua). `sulung` dan `bungsu`: anak kandung tertua dan termuda.
SELECT
  anggota._village,
  anggota._year,
  anggota._row,
  anggota._review,
  anggota.hubungan,
  anggota.tanggal_lahir,
  keluarga.kepala_kelamin,
  keluarga.kepala_lahir,
  keluarga.istri_lahir,
  keluarga.suami_lahir,
  keluarga._row AS kepala_row,
  keluarga.istri_row,
  keluarga.suami_row,
  CASE WHEN keluarga.kepala_kelamin = 'Perempuan' THEN keluarga._row ELSE keluarga.istri_row END AS ibu_row,
  keluarga.istri,
  keluarga.suami,
  years_between(keluarga.kepala_lahir, anggota.tanggal_lahir) AS muda,
  CASE WHEN keluarga.istri = 1 AND anggota.hubungan = 'Anak Kandung'
    THEN years_between(keluarga.istri_lahir, anggota.tanggal_lahir) END AS muda_istri,
  CASE WHEN keluarga.suami = 1 AND anggota.hubungan = 'Anak Kandung'
    THEN years_between(keluarga.suami_lahir, anggota.tanggal_lahir) END AS muda_suami,
  anggota.tanggal_lahir = keluarga.sulung_lahir AS sulung,
  anggota.tanggal_lahir = keluarga.bungsu_lahir AS bungsu,
  anggota.tanggal_lahir < keluarga.kepala_lahir AS lebih_tua
FROM agtkeluarga AS anggota
JOIN keluarga
  ON keluarga._village = anggota._village AND keluarga._year = anggota._year AND keluarga.kode_keluarga = anggota.kode_keluarga
WHERE keluarga.kepala = 1 AND keluarga.anggota > 1
  AND anggota.hubungan IN ('Suami', 'Istri', 'Anak Kandung', 'Ayah', 'Ibu', 'Mertua', 'Kakek', 'Nenek', 'Cucu')
  AND (anggota.tanggal_lahir IS NULL OR anggota.tanggal_lahir <= today())
