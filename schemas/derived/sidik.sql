-- title: Sidik isian angka tiap formulir
-- needs: angka
-- key: tabel
-- Dua formulir dengan isian bukan nol yang sama persis bersidik sama. `terisi` banyaknya isian bukan nol, `ragam` banyaknya nilai
-- yang berbeda di antaranya. Satu teks tiap isian: hash(a, b) sendiri tidak membedakan nilai yang bertukar kolom.
select
  _village,
  _year,
  tabel,
  count(*) as terisi,
  count(distinct nilai) as ragam,
  bit_xor(hash(concat(kolom, '=', nilai))) as sidik
from angka
where nilai <> 0
group by _village, _year, tabel
