-- title: Jumlah lembaga kemasyarakatan menurut nama pada Tingkat Perkembangan
-- needs: t56
-- key: jenis_organisasi
-- Nama lembaga pada Potensi disamakan dengan nama organisasi pada formulir k35a.
select _village, _year, jenis_organisasi, sum(jumlah) as jumlah
from (
  select
    _village,
    _year,
    jumlah,
    case jenis_lembaga
      when 'RUKUN TETANGGA' then 'Rukun Tetangga (RT)'
      when 'RUKUN WARGA' then 'Rukun Warga (RW)'
      when 'PKK' then 'Pemberdayaan dan Kesejahteraan Keluarga (PKK)'
      when 'KARANG TARUNA' then 'Karang Taruna'
      when 'BADAN USAHA MILIK DESA' then 'Badan Usaha Milik Desa (BUMDES)'
      when 'LEMBAGA ADAT' then 'Lembaga Adat'
      when 'KELOMPOK TANI/NELAYAN' then 'Kelompok Tani/Nelayan'
      when 'KELOMPOK GOTONG ROYONG' then 'Kelompok Gotong Royong'
      when 'ORGANISASI KEAGAMAAN' then 'Organisasi Keagamaan'
    end as jenis_organisasi
  from t56
  where _rank = 1
)
where jenis_organisasi is not null
group by all
