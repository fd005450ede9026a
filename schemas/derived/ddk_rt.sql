-- title: RT dan RW yang tercatat pada anggota keluarga
-- needs: agtkeluarga
-- `rt`: banyaknya nomor RT yang berbeda, dalam RW bila desa mempunyai RW; `rw`: banyaknya nomor RW. '-' dan 0 bukan nomor.
select
  _village,
  _year,
  count(distinct concat(coalesce(rw, ''), '/', rt)) filter (where filled(rt) and ltrim(rt, '0') <> '') as rt,
  count(distinct rw) filter (where filled(rw) and ltrim(rw, '0') <> '') as rw
from agtkeluarga
group by all
