# Writes the forms with Perl's writers: apt install libspreadsheet-writeexcel-perl libexcel-writer-xlsx-perl libjson-perl
#   perl tests/writers/make/perl_writers.pl
use strict; use warnings; use utf8;
use FindBin; use JSON::PP; use Encode;
use Spreadsheet::WriteExcel; use Excel::Writer::XLSX;
open my $in, '<:raw', "$FindBin::Bin/forms.json" or die; local $/; my $json = JSON::PP->new->utf8;
my $forms = $json->decode(<$in>);
sub fill {
    my ($book) = @_;
    my $day = $book->add_format(num_format => 'dd/mm/yyyy');
    for my $name (sort keys %$forms) {
        my $sheet = $book->add_worksheet($name); my $r = 0;
        for my $row (@{$forms->{$name}}) {
            my $c = 0;
            for my $cell (@$row) {
                if (ref $cell) { $sheet->write_date_time($r, $c, $cell->{date} . 'T', $day) }
                elsif (defined $cell) {
                    if (JSON::PP->new->allow_nonref->encode($cell) =~ /^"/) { $sheet->write_string($r, $c, $cell) }
                    else { $sheet->write_number($r, $c, $cell) }
                }
                $c++;
            }
            $r++;
        }
    }
    $book->close;
}
fill(Spreadsheet::WriteExcel->new("$FindBin::Bin/../files/spreadsheet-writeexcel.xls"));
fill(Excel::Writer::XLSX->new("$FindBin::Bin/../files/excel-writer-xlsx.xlsx"));
