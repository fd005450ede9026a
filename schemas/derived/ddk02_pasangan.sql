-- title: Kepala keluarga dan pasangannya menurut formulir anggota keluarga
-- needs: ddk02
-- key: kode_keluarga
-- personal: kepala, pasangan
select
  _village,
  _year,
  kode_keluarga,
  min(nama) filter (where hubungan = 'Kepala Keluarga') as kepala,
  min(nama) filter (where hubungan in ('Istri', 'Suami')) as pasangan
from ddk02
where kode_keluarga is not null
group by _village, _year, kode_keluarga
