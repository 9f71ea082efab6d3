<?php
// PHP's own version_compare; where both have as many numbers also Composer's, after its own reading of a version (composer/semver). Pairs of which the
// two say different things are left out: there our order says which it follows. Debian's package `composer` holds the library.
require '/usr/share/php/Composer/autoload.php';

$parser = new Composer\Semver\VersionParser();
$count = fn(string $version): int => preg_match('/^v?\d+(\.\d+)*/', $version, $found) ? substr_count($found[0], '.') : 0;
$sign = fn(int $order): string => '<=>'[$order + 1];
while (($line = fgets(STDIN)) !== false) {
    [$a, $b] = explode("\t", rtrim($line, "\n"));
    $plain = $sign(version_compare(ltrim($a, 'v'), ltrim($b, 'v')));
    try {
        $read = $sign(version_compare($parser->normalize($a), $parser->normalize($b)));
    } catch (UnexpectedValueException) {
        $read = $plain;
    }
    $isBranch = preg_match('/[xX*]-dev|\+|stable/', $a . $b) === 1;
    if ($isBranch && $count($a) === 2 && $count($b) === 2 || $isBranch && preg_match('/[xX*]-dev/', $a . $b)) {
        printf("%s\t%s\t%s\n", $a, $read, $b);
    } elseif ($plain === $read || $count($a) !== $count($b)) {
        if (!$isBranch) printf("%s\t%s\t%s\n", $a, $plain, $b);
    }
}
