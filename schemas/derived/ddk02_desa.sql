-- title: Ringkasan formulir anggota keluarga satu desa
-- needs: ddk02
-- locates: ddk02
-- Banyaknya pemegang tiap jabatan yang hanya satu di desa, dan jejak pengiriman dari aplikasi lain.
select
  _village,
  _year,
  coalesce(min(_row) filter (where lembaga_pemerintahan is not null), min(_row)) as _row,
  bool_or(_review) as _review,
  count(*) as anggota,
  count(*) filter (where contains(lower(lembaga_pemerintahan), 'kepala desa')) as kepala_desa,
  count(*) filter (where contains(lower(lembaga_pemerintahan), 'sekretaris desa')) as sekretaris_desa,
  count(*) filter (
    where contains(replace(lower(lembaga_pemerintahan), 'wakil ketua bpd', ''), 'ketua bpd')
  ) as ketua_bpd,
  count(tanggal_pencatatan) as bertanggal,
  count(distinct tanggal_pencatatan) as tanggal_berbeda,
  min(tanggal_pencatatan) as tanggal_pertama,
  count(*) filter (where akseptor_kb = 'Tidak Menggunakan alat kontrasepsi /metode KBA') as tanpa_kb
from ddk02
group by _village, _year
