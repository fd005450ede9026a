-- The vocabulary of conditions: small DuckDB macros that keep rules short.
-- Every macro has its documentation above it; `prodeskel rules lint` expands them to check that a condition also runs elsewhere.

-- Jumlah isian yang terisi; kosong (NULL) hanya bila semua bagiannya kosong. Banyaknya bagian bebas.
-- variadic
CREATE MACRO total(parts) AS list_sum(parts);

-- Isian teks terisi dan bukan '-' (nihil).
CREATE MACRO filled(x) AS (x IS NOT NULL AND x <> '-');

-- Dua bilangan sama dengan selisih paling banyak `tolerance` (satuan isian).
CREATE MACRO approx(a, b, tolerance) AS (abs(a - b) <= tolerance);

-- Dua bilangan berdekatan: selisihnya paling banyak bagian `share` dari yang terbesar, atau `amount`.
CREATE MACRO within(a, b, share, amount) AS (abs(a - b) <= greatest(share * greatest(abs(a), abs(b)), amount));

-- Tanggal acuan pemeriksaan (--date).
CREATE MACRO today() AS DATE '2000-01-01';

-- Umur genap dalam tahun antara dua tanggal.
CREATE MACRO years_between(earlier, later) AS
  (year(later) - year(earlier) - CASE WHEN month(later) * 100 + day(later) < month(earlier) * 100 + day(earlier) THEN 1 ELSE 0 END);

-- Umur genap dalam tahun pada tanggal acuan.
CREATE MACRO age(birth) AS years_between(birth, today());

-- Teks terdiri dari tepat `n` angka.
CREATE MACRO is_digits(x, n) AS (length(x) = n AND NOT regexp_matches(x, '[^0-9]'));

-- Hari pada NIK (digit 7-8), tanpa tambahan 40 untuk perempuan.
CREATE MACRO nik_day(nik) AS
  (try_cast(substr(nik, 7, 2) AS INTEGER) - CASE WHEN substr(nik, 7, 2) > '40' THEN 40 ELSE 0 END);

-- Bulan pada NIK (digit 9-10).
CREATE MACRO nik_month(nik) AS try_cast(substr(nik, 9, 2) AS INTEGER);

-- Tahun pada NIK (digit 11-12), dua angka.
CREATE MACRO nik_year(nik) AS try_cast(substr(nik, 11, 2) AS INTEGER);

-- Banyaknya hari dalam bulan; 0 bila bulan tidak ada.
CREATE MACRO days_in_month(y, m) AS
  (CASE WHEN m IN (1, 3, 5, 7, 8, 10, 12) THEN 31 WHEN m IN (4, 6, 9, 11) THEN 30
        WHEN m = 2 THEN CASE WHEN y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 29 ELSE 28 END ELSE 0 END);

-- Tanggal dari tahun, bulan dan hari; NULL bila tidak ada di kalender.
CREATE MACRO calendar_date(y, m, d) AS
  (CASE WHEN d BETWEEN 1 AND days_in_month(y, m) THEN make_date(y::BIGINT, m::BIGINT, d::BIGINT) END);

-- Tanggal pada NIK dengan abad yang diberikan (19 atau 20); NULL bila tidak ada di kalender.
CREATE MACRO nik_date_in(nik, century) AS
  try_cast(concat(century, substr(nik, 11, 2), '-', substr(nik, 9, 2), '-', nik_day(nik)) AS DATE);

-- Tanggal lahir menurut NIK; NULL bila tidak ada di kalender. Abad mengikuti tanggal acuan: 00 sampai tahun ini berarti 20xx.
CREATE MACRO nik_date(nik) AS
  nik_date_in(nik, CASE WHEN nik_year(nik) <= year(today()) % 100 THEN '20' ELSE '19' END);

-- Tanggal lahir menurut NIK dengan abad dari tanggal lahir yang diisi.
CREATE MACRO nik_date_near(nik, birth) AS nik_date_in(nik, year(birth) // 100);

-- Jenis kelamin menurut NIK: hari 41-71 berarti perempuan.
CREATE MACRO nik_sex(nik) AS
  (CASE WHEN substr(nik, 7, 2) > '40' THEN 'Perempuan' ELSE 'Laki-Laki' END);

-- Nama disederhanakan: huruf kecil, tanpa spasi dan tanda baca.
CREATE MACRO plain_name(x) AS translate(lower(x), ' .,''-_/', '');

-- Dua nama sama tanpa memandang besar huruf, spasi dan tanda baca.
CREATE MACRO same_name(a, b) AS (plain_name(a) = plain_name(b));

-- Enam angka itu kode kecamatan yang dikenal, yang berlaku sekarang atau yang lama (sejak 2017).
CREATE MACRO known_district(district) AS (district IN (SELECT code FROM _districts));

-- Di antara jawaban yang dipilih (isian dengan banyak pilihan) ada `label`; tidak memilih apa pun berarti tidak memilihnya.
CREATE MACRO chosen(answers, label) AS
  (coalesce(strpos(concat('; ', answers, '; '), concat('; ', label, '; ')), 0) > 0);

-- Indeks Whipple dari baris umur (`years`) dan banyaknya orang: 500 kali bagian yang umurnya berakhir 0 atau 5 di antara yang berumur
-- 23-62; 100 bila tidak ada kesukaan. Hanya dalam tabel turunan.
CREATE MACRO whipple(years, persons) AS
  (500.0 * coalesce(sum(persons) FILTER (WHERE years BETWEEN 23 AND 62 AND years % 5 = 0), 0)
    / nullif(sum(persons) FILTER (WHERE years BETWEEN 23 AND 62), 0));

-- Berapa kali sebuah umur dihitung dalam indeks Myers: hitungan dimulai pada umur 10, 11, … 19, masing-masing sepanjang `span` tahun.
CREATE MACRO myers_weight(years, span) AS
  (CASE WHEN years BETWEEN 10 AND 18 + span THEN least(years - 9, 10, 19 + span - years) ELSE 0 END);

-- Daftar banyaknya orang menurut angka akhir umurnya, dari 0 sampai 9. Hanya dalam tabel turunan.
CREATE MACRO last_digits(years, persons) AS
  [
    coalesce(sum(persons) FILTER (WHERE years % 10 = 0), 0),
    coalesce(sum(persons) FILTER (WHERE years % 10 = 1), 0),
    coalesce(sum(persons) FILTER (WHERE years % 10 = 2), 0),
    coalesce(sum(persons) FILTER (WHERE years % 10 = 3), 0),
    coalesce(sum(persons) FILTER (WHERE years % 10 = 4), 0),
    coalesce(sum(persons) FILTER (WHERE years % 10 = 5), 0),
    coalesce(sum(persons) FILTER (WHERE years % 10 = 6), 0),
    coalesce(sum(persons) FILTER (WHERE years % 10 = 7), 0),
    coalesce(sum(persons) FILTER (WHERE years % 10 = 8), 0),
    coalesce(sum(persons) FILTER (WHERE years % 10 = 9), 0)
  ];

-- Indeks Myers dari daftar `last_digits`: separuh jumlah selisih bagian tiap angka akhir dari 10 persen; 0 bila tidak ada kesukaan,
-- paling tinggi 90.
CREATE MACRO myers(digits) AS
  (50.0 * list_sum([abs(persons / nullif(list_sum(digits), 0) - 0.1) FOR persons IN digits]));
