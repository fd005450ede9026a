-- title: Sekolah formal menurut jenjang
-- needs: tp_sekolah
-- locates: tp_sekolah
SELECT
  _village,
  _year,
  min(_row) AS _row,
  bool_or(_review) AS _review,
  sum(jumlah) FILTER (WHERE sekolah = 'TK') AS tk,
  sum(pengajar) FILTER (WHERE sekolah = 'TK') AS tk_guru,
  sum(siswa) FILTER (WHERE sekolah = 'TK') AS tk_siswa,
  sum(jumlah) FILTER (WHERE sekolah = 'SD/sederajat') AS sd,
  sum(pengajar) FILTER (WHERE sekolah = 'SD/sederajat') AS sd_guru,
  sum(siswa) FILTER (WHERE sekolah = 'SD/sederajat') AS sd_siswa,
  sum(jumlah) FILTER (WHERE sekolah = 'SMP/sederajat') AS smp,
  sum(pengajar) FILTER (WHERE sekolah = 'SMP/sederajat') AS smp_guru,
  sum(siswa) FILTER (WHERE sekolah = 'SMP/sederajat') AS smp_siswa,
  sum(jumlah) FILTER (WHERE sekolah = 'SMA/sederajat') AS sma,
  sum(pengajar) FILTER (WHERE sekolah = 'SMA/sederajat') AS sma_guru,
  sum(siswa) FILTER (WHERE sekolah = 'SMA/sederajat') AS sma_siswa
FROM tp_sekolah
WHERE _rank = 1
GROUP BY _village, _year
