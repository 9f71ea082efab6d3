/** What is true of one package and one flaw, by whoever made the package up: whether it has it, and why that is hard to see. */
export interface Label {
  readonly type: 'rpm' | 'deb' | 'apk' | 'language';
  readonly package: string;
  readonly flaw: string;
  readonly has: boolean;
  readonly why: string;
}

const of =
  (type: Label['type']) =>
  (name: string, flaw: string, has: boolean, why: string): Label => ({ type, package: name, flaw, has, why });

const deb = of('deb');
const apk = of('apk');
const rpm = of('rpm');
const language = of('language');

/** Labels of the packages in `images.ts`. A flaw of a package that has no label here is counted as told falsely. */
export const labels: readonly Label[] = [
  deb('libssl3', 'CVE-2030-1001', true, 'its source is older than the fix, whose name is another'),
  deb('libssl3', 'CVE-2030-1002', false, 'a rebuild (+b1) of the source that has the fix'),
  deb('libssl3', 'CVE-2030-1003', false, 'never affected: fixed in 0'),
  deb('zlib1g', 'CVE-2030-1004', true, 'the fix has an epoch that the package lacks'),
  deb('zlib1g', 'CVE-2030-1005', true, 'open, without a bulletin'),
  deb('tar', 'CVE-2030-1006', false, 'a version of the security archive, just above the fix (deb12u2 over deb12u1)'),
  deb('tar', 'CVE-2030-1007', true, 'a release candidate (~rc1) is older than the release with the fix'),
  deb('tar', 'CVE-2030-1008', false, 'a flaw of another release alone'),
  deb('nginx', 'CVE-2030-1009', false, 'built by somebody else, whom the distribution’s data is not about'),
  deb('removed', 'CVE-2030-1010', false, 'removed, with its configuration left'),
  deb('libc6', 'CVE-2030-1011', true, 'the library has the flaw of its source'),
  deb('libc6-doc', 'CVE-2030-1011', false, 'documentation of the same source'),

  apk('libcrypto3', 'CVE-2030-2001', true, 'its origin is older than the fix'),
  apk('libcrypto3', 'CVE-2030-2002', false, 'just at the fix'),
  apk('busybox', 'CVE-2030-2003', true, 'the release of the package decides: r9 is older than r10'),
  apk('busybox', 'CVE-2030-2004', false, 'never affected: fixed in 0'),
  apk('git', 'CVE-2030-2005', true, 'a pre-release (_rc1) is older than the release'),
  apk('git', 'CVE-2030-2006', false, 'a patch level (_p2) is newer than the release'),
  apk('git', 'CVE-2030-2007', false, 'a flaw of a branch that is not this one'),
  apk('curl', 'CVE-2030-2008', true, 'numbers are compared as numbers: 8.9.0 is older than 8.10.0'),

  rpm('openssl-libs', 'CVE-2030-3001', true, 'older than the fix, with an epoch'),
  rpm('openssl-libs', 'CVE-2030-3002', false, 'the epoch is higher, the version lower'),
  rpm('bash', 'CVE-2030-3003', false, 'of another release of the distribution'),
  rpm('bash', 'CVE-2030-3004', true, 'letters in the release: el9_1 is older than el9_2'),
  rpm('nodejs', 'CVE-2030-3005', false, 'another stream of the module, whose version is higher'),
  rpm('nodejs', 'CVE-2030-3006', true, 'its own stream of the module'),
  rpm('snap', 'CVE-2030-3007', false, 'a snapshot after the release (^) is newer than the fix'),
  rpm('snap', 'CVE-2030-3008', true, 'a pre-release (~) is older than the fix'),

  language('@scope/lib', 'CVE-2030-4001', true, 'in the range, told by an alias'),
  language('@scope/lib', 'CVE-2030-4002', false, 'between two ranges'),
  language('six', 'CVE-2030-4003', false, 'the distribution’s own package has mended it without another version'),
  language(
    'Django',
    'CVE-2030-4004',
    true,
    'the name is written otherwise (PEP 503), the version is a release candidate',
  ),
  language('Django', 'CVE-2030-4005', false, 'a post release of the fix'),
  language('g.a:core', 'CVE-2030-4006', true, 'the last affected version itself'),
  language('g.a:core', 'CVE-2030-4007', false, 'an artifact of the same name in another group'),
  language('g.a:core', 'CVE-2030-4008', false, 'the record was withdrawn'),
  language('example.org/lib', 'CVE-2030-4009', false, 'a commit after the release with the fix'),
  language('example.org/lib', 'CVE-2030-4010', true, 'a commit before the release with the fix'),
  language('rack', 'CVE-2030-4011', true, 'a version that the record names one by one'),
  language('rack', 'CVE-2030-4012', false, 'each line has a fix of its own, and it has that of its line'),
];
