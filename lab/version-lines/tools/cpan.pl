# Perl's own version objects. Pairs that it refuses are left out.
use version;
while (<STDIN>) {
  chomp;
  my ($a, $b) = split /\t/;
  my ($x, $y) = eval { (version->parse($a), version->parse($b)) } or next;
  print join("\t", $a, ('<', '=', '>')[($x <=> $y) + 1], $b), "\n";
}
