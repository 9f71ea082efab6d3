import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherFinding, sampleFinding } from '../../../../lab/fixtures/index.ts';
import {
  type Finding,
  formatPurl,
  type OtherFinding,
  type Package,
  type Report,
  type Subject,
  type VulnerabilityFinding,
} from '../../../core/index.ts';
import { applyExceptions } from './apply.ts';
import { readExceptions } from './read-exceptions.ts';

const now = new Date('2026-06-15T12:00:00Z');
const digest = `sha256:${'a'.repeat(64)}` as const;
const image: Subject = {
  kind: 'image',
  name: 'registry.example/shop/web:1.4',
  digest,
  configDigest: `sha256:${'b'.repeat(64)}`,
  platform: { os: 'linux', architecture: 'amd64' },
};

const packageOf = (type: string, name: string, version: string, more: Partial<Package> = {}): Package => {
  const parts = name.split('/');
  const bare = parts.pop() ?? '';
  const namespace = more.type === undefined && parts.length > 0 ? { namespace: parts.join('/') } : {};
  const purl = formatPurl({ type, name: bare, version, ...namespace });
  const path = type === 'deb' ? 'var/lib/dpkg/status' : `app/node_modules/${name}/package.json`;
  return {
    id: `${purl} ${path}`,
    name,
    version,
    purl,
    type,
    versionOrder: 'none',
    licences: [],
    path,
    paths: [path],
    files: [],
    foundBy: type,
    ...more,
  };
};

const libssl = packageOf('deb', 'libssl3', '3.0.11-1', { source: { name: 'openssl', version: '3.0.11-1' } });
const lodash = packageOf('npm', 'lodash', '4.17.20');
const scoped = packageOf('npm', '@acme/util', '1.0.0', { development: true });

const flaw = (id: string, found: Package, more: Partial<VulnerabilityFinding> = {}): Finding => ({
  ...sampleFinding({ id, aliases: [], fix: { state: 'unfixed', advice: 'Wait.' }, ...more }),
  subject: image,
  package: { id: found.id, name: found.name, version: found.version, purl: found.purl, type: found.type },
  location: { kind: 'image-file', path: found.path },
});

const other = (kind: OtherFinding['kind'], id: string, path: string, found?: Package): Finding => ({
  ...otherFinding({ kind, id, subject: image, location: { kind: 'image-file', path } }),
  ...(found === undefined
    ? {}
    : { package: { id: found.id, name: found.name, version: found.version, purl: found.purl, type: found.type } }),
});

const report: Pick<Report, 'findings' | 'subject' | 'packages' | 'distribution'> = {
  subject: image,
  distribution: { id: 'debian', version: '12', like: [], path: 'etc/os-release' },
  packages: [libssl, lodash, scoped],
  findings: [
    flaw('CVE-1', libssl, { aliases: ['GHSA-1', 'DSA-1-1'] }),
    flaw('CVE-2', libssl, { fix: { state: 'fixed', versions: ['3.1'], advice: 'Upgrade.' } }),
    flaw('CVE-3', lodash),
    flaw('CVE-4', scoped),
    other('malware', 'MAL-1', lodash.path, lodash),
    other('secret', 'secret/aws-access-key', 'srv/app/keys/aws.env'),
    { ...other('misconfiguration', 'dockerfile/root-user', 'Dockerfile'), aliases: ['AVD-DS-0002', 'DL3002'] },
    other('licence', 'licence/denied', lodash.path, lodash),
  ],
};

/** Ids that a file sets aside, and the remarks on its rules. */
async function apply(name: string, text: string, over: Partial<typeof report> = {}) {
  const file = await readExceptions(new TextEncoder().encode(text), name);
  const { findings, problems } = applyExceptions({ ...report, ...over }, [file], now);
  assert.equal(findings.length, (over.findings ?? report.findings).length, 'nothing is taken away');
  assert.ok(problems.every(({ incomplete }) => !incomplete));
  const aside = findings.filter(({ suppression }) => suppression !== undefined);
  return {
    ids: aside.map(({ id }) => id).join(' '),
    first: aside[0]?.suppression,
    told: problems.map(({ message }) => message).join('; '),
  };
}

const ours = (rule: string): string =>
  `version: 1\nexceptions:\n  - { reason: not reachable, owner: mara, expires: "2026-12-31", ${rule} }\n`;

const cases: readonly (readonly [what: string, name: string, text: string, ids: string, told?: RegExp])[] = [
  // Ours.
  ['an id', 'seaworthy.exceptions.yaml', ours('ids: [cve-1]'), 'CVE-1'],
  ['another name of it', 'seaworthy.exceptions.yaml', ours('ids: [GHSA-1]'), 'CVE-1'],
  [
    'an id that is not there',
    'seaworthy.exceptions.yaml',
    ours('ids: [CVE-10]'),
    '',
    /1 rule sets nothing aside here: line 3 cve-10/,
  ],
  [
    'a package by name, without its malware',
    'seaworthy.exceptions.yaml',
    ours('packages: [lodash]'),
    'CVE-3 licence/denied',
  ],
  ['a source package', 'seaworthy.exceptions.yaml', ours('packages: [openssl]'), 'CVE-1 CVE-2'],
  ['name and version', 'seaworthy.exceptions.yaml', ours('packages: ["lodash@4.17.21", "@acme/util@1.0.0"]'), 'CVE-4'],
  [
    'a purl of every version',
    'seaworthy.exceptions.yaml',
    ours('packages: ["pkg:npm/lodash"]'),
    'CVE-3 licence/denied',
  ],
  ['a purl of another version', 'seaworthy.exceptions.yaml', ours('packages: ["pkg:npm/lodash@1"]'), ''],
  [
    'a purl with a qualifier that is not there',
    'seaworthy.exceptions.yaml',
    ours('packages: ["pkg:npm/lodash?os=x"]'),
    '',
  ],
  ['kinds narrow', 'seaworthy.exceptions.yaml', ours('packages: [lodash], kinds: [licence]'), 'licence/denied'],
  ['malware by its kind', 'seaworthy.exceptions.yaml', ours('packages: [lodash], kinds: [malware]'), 'MAL-1'],
  ['malware by its id', 'seaworthy.exceptions.yaml', ours('ids: [MAL-1]'), 'MAL-1'],
  ['a folder', 'seaworthy.exceptions.yaml', ours('paths: [srv/app]'), 'secret/aws-access-key'],
  ['a glob', 'seaworthy.exceptions.yaml', ours('paths: ["/srv/*/keys/*.env"]'), 'secret/aws-access-key'],
  ['a glob stays between slashes', 'seaworthy.exceptions.yaml', ours('paths: ["srv/*.env"]'), ''],
  ['all of it must hold', 'seaworthy.exceptions.yaml', ours('ids: [CVE-1], packages: [lodash]'), ''],
  [
    'a target by name',
    'seaworthy.exceptions.yaml',
    ours('ids: [CVE-1], targets: ["registry.example/shop/*"]'),
    'CVE-1',
  ],
  ['a target by digest', 'seaworthy.exceptions.yaml', ours(`ids: [CVE-1], targets: ["${digest}"]`), 'CVE-1'],
  ['another target is no news', 'seaworthy.exceptions.yaml', ours('ids: [CVE-1], targets: [other]'), '', /^$/],
  // Trivy, lines.
  [
    'ids',
    '.trivyignore',
    '# why\nCVE-1\n\nDS002\naws-access-key\n',
    'CVE-1 secret/aws-access-key dockerfile/root-user',
  ],
  ['a day that is to come', 'a/.trivyignore', 'CVE-1 exp:2026-06-16\n', 'CVE-1'],
  [
    'a day is over as it begins',
    '.trivyignore',
    'CVE-1 exp:2026-06-15\n',
    '',
    /1 rule is over, so that what it set aside counts again: line 1 cve-1/,
  ],
  [
    'over, and about nothing',
    '.trivyignore',
    'CVE-9 exp:2026-01-01\n',
    '',
    /1 rule is over, and about nothing here: line 1 cve-9/,
  ],
  ['no day', '.trivyignore', 'CVE-1 exp:2026-02-31\n', '', /line 1 is not applied: "2026-02-31" is no day/],
  [
    'a word that is not known',
    '.trivyignore',
    'CVE-1 pkg:lodash\nCVE-2 # why\n',
    'CVE-2',
    /line 1 is not applied: "pkg:lodash"/,
  ],
  ['under another name', 'ignore.txt', 'CVE-1\nAVD-DS-0002\n', 'CVE-1 dockerfile/root-user'],
  // Trivy, YAML.
  [
    'each list is about its kinds',
    '.trivyignore.yaml',
    'secrets:\n  - id: CVE-1\nvulnerabilities:\n  - id: CVE-2\n',
    'CVE-2',
    /line 2 cve-1/,
  ],
  [
    'purls',
    '.trivyignore.yaml',
    'vulnerabilities:\n  - id: CVE-3\n    purls: ["pkg:npm/lodash@4.17.20", "pkg:npm/x"]\n',
    'CVE-3',
  ],
  [
    'paths',
    '.trivyignore.yaml',
    'secrets:\n  - id: aws-access-key\n    paths: ["srv/**/aws.env"]\n',
    'secret/aws-access-key',
  ],
  [
    'no folder at all',
    '.trivyignore.yaml',
    'secrets:\n  - id: aws-access-key\n    paths: ["**/srv/**/app/keys/aws.env"]\n',
    'secret/aws-access-key',
  ],
  [
    'marks that we do not have',
    '.trivyignore.yaml',
    'secrets:\n  - id: aws-access-key\n    paths: ["srv/{app,b}/**"]\n',
    '',
    /line 2 is not applied: the path/,
  ],
  [
    'a key that is not known',
    '.trivyignore.yaml',
    'vulnerabilities:\n  - id: CVE-1\n    images: [x]\n  - id: CVE-2\n',
    'CVE-2',
    /line 2 is not applied: "images" is not known/,
  ],
  ['a list that is not known', '.trivyignore.yaml', 'charts:\n  - id: CVE-1\n', '', /"charts" is not applied/],
  [
    'an end',
    '.trivyignore.yaml',
    'vulnerabilities:\n  - id: CVE-1\n    expired_at: 2026-06-15\n    statement: x\n',
    '',
    /is over/,
  ],
  ['a time', 'b.yaml', 'vulnerabilities:\n  - id: CVE-1\n    expired_at: 2026-06-15T13:00:00Z\n', 'CVE-1'],
  // Grype.
  ['an id', '.grype.yaml', 'only-fixed: true\nignore:\n  - vulnerability: CVE-1\n    reason: x\n', 'CVE-1'],
  ['a fix-state, of flaws alone', '.grype.yaml', 'ignore:\n  - fix-state: not-fixed\n', 'CVE-1 CVE-3 CVE-4'],
  ['all that is stated', '.grype.yaml', 'ignore:\n  - vulnerability: CVE-1\n    fix-state: fixed\n', ''],
  [
    'a package',
    '.grype.yaml',
    'ignore:\n  - package: { name: lodash, version: 4.17.20, type: npm, language: javascript }\n',
    'CVE-3',
  ],
  ['a name with a wildcard', '.grype.yaml', 'ignore:\n  - package: { name: "lib.*" }\n', 'CVE-1 CVE-2'],
  ['a whole name', '.grype.yaml', 'ignore:\n  - package: { name: "lib" }\n', ''],
  ['an expression', '.grype.yaml', 'ignore:\n  - package: { name: "lib(ssl|x)3" }\n', '', /line 2 is not applied/],
  ['a location', '.grype.yaml', 'ignore:\n  - package: { location: "/app/**/package.json" }\n', 'CVE-3 CVE-4'],
  ['an upstream name', '.grype.yaml', 'ignore:\n  - package: { upstream-name: openssl }\n', 'CVE-1 CVE-2'],
  ['by the source', '.grype.yaml', 'ignore:\n  - match-type: exact-indirect-match\n', 'CVE-1 CVE-2'],
  ['by itself', '.grype.yaml', 'ignore:\n  - match-type: exact-direct-match\n', 'CVE-3 CVE-4'],
  ['by CPE', '.grype.yaml', 'ignore:\n  - match-type: cpe-match\n', '', /not applied/],
  ['a distribution', '.grype.yaml', 'ignore:\n  - namespace: debian:distro:debian:12\n', 'CVE-1 CVE-2'],
  ['another release', '.grype.yaml', 'ignore:\n  - namespace: debian:distro:debian:1\n', ''],
  ['a language', '.grype.yaml', 'ignore:\n  - namespace: github:language:javascript\n', 'CVE-3 CVE-4'],
  ['NVD', '.grype.yaml', 'ignore:\n  - namespace: nvd:cpe\n', '', /not applied: the namespace/],
  [
    'VEX',
    '.grype.yaml',
    'ignore:\n  - vex-status: not_affected\n  - vulnerability: CVE-1\n',
    'CVE-1',
    /line 2 is not applied: it is about statements of VEX/,
  ],
  ['nothing stated', '.grype.yaml', 'ignore:\n  - reason: all of it\n', '', /^$/],
  [
    'a key that is not known',
    '.grype.yaml',
    'ignore:\n  - vulnerability: CVE-1\n    image: x\n',
    '',
    /"image" is not known/,
  ],
  ['a file without the list', '.grype.yaml', 'output: json\n', '', /^$/],
  // osv-scanner.
  ['an id', 'osv-scanner.toml', '[[IgnoredVulns]]\nid = "GHSA-1"\nignoreUntil = 2026-06-16\nreason = "x"\n', 'CVE-1'],
  ['an end', 'osv-scanner.toml', '[[IgnoredVulns]]\nid = "CVE-1"\nignoreUntil = 2026-06-15T11:00:00Z\n', '', /is over/],
  [
    'a package',
    'osv-scanner.toml',
    '[[PackageOverrides]]\nname = "lodash"\necosystem = "npm"\nignore = true\n',
    'CVE-3 licence/denied',
  ],
  [
    'its flaws alone',
    'osv-scanner.toml',
    '[[PackageOverrides]]\nname = "lodash"\nvulnerability.ignore = true\n',
    'CVE-3',
  ],
  [
    'its licence alone',
    'osv-scanner.toml',
    '[[PackageOverrides]]\nname = "lodash"\nlicense.ignore = true\n',
    'licence/denied',
  ],
  [
    'another ecosystem',
    'osv-scanner.toml',
    '[[PackageOverrides]]\nname = "lodash"\necosystem = "PyPI"\nignore = true\n',
    '',
  ],
  [
    'for development',
    'osv-scanner.toml',
    '[[PackageOverrides]]\necosystem = "npm"\ngroup = "dev"\nignore = true\n',
    'CVE-4',
  ],
  [
    'no package',
    'osv-scanner.toml',
    '[[PackageOverrides]]\nignore = true\n',
    '',
    /PackageOverrides 1 is not applied: it names no package/,
  ],
  [
    'another licence',
    'x.toml',
    '[[PackageOverrides]]\nname = "lodash"\nlicense.override = ["MIT"]\n',
    '',
    /not applied/,
  ],
];

for (const [what, name, text, ids, told] of cases)
  test(`${name}: ${what}`, async () => {
    const found = await apply(name, text);
    assert.equal(found.ids, ids, found.told);
    if (told !== undefined) assert.match(found.told, told);
  });

test('a finding says by whose word it is set aside, why, until when and where that stands', async () => {
  assert.deepEqual((await apply('a/seaworthy.exceptions.yaml', ours('ids: [CVE-1]'))).first, {
    by: 'mara',
    reason: 'not reachable',
    until: '2026-12-31',
    source: { kind: 'exceptions', name: 'a/seaworthy.exceptions.yaml', statement: 'line 3' },
  });
  assert.deepEqual((await apply('.trivyignore', '\n# Accept\n# the risk\nCVE-1 exp:2027-01-01\n')).first, {
    by: 'Trivy’s ignore file',
    reason: 'Accept the risk',
    until: '2027-01-01T00:00:00Z',
    source: { kind: 'exceptions', name: '.trivyignore', statement: 'line 4' },
  });
});

test('what is set aside already stays so, and the rule has done its work', async () => {
  const suppression = { by: 'somebody', reason: 'before' };
  const [first] = report.findings;
  assert.ok(first);
  const findings = [{ ...first, suppression }];
  const { first: kept, told } = await apply('.trivyignore', 'CVE-1\n', { findings });
  assert.deepEqual([kept, told], [suppression, '']);
  const over = [{ ...first, suppression: { ...suppression, until: '2026-01-01' } }];
  assert.equal((await apply('.trivyignore', 'CVE-1\n', { findings: over })).first?.by, 'Trivy’s ignore file');
});

const refused: readonly (readonly [name: string, text: string, code: string])[] = [
  ['notes.txt', 'hello there\n', 'E_FORMAT'],
  ['x.yaml', 'a: 1\n', 'E_FORMAT'],
  ['.grype.yaml', 'ignore: all\n', 'E_FORMAT'],
  ['.grype.yaml', '- a\n', 'E_FORMAT'],
  ['.trivyignore.yaml', 'a: [\n', 'E_FORMAT'],
  ['osv-scanner.toml', '[[x\n', 'E_FORMAT'],
  ['seaworthy.exceptions.yaml', '', 'E_USAGE'],
  ['seaworthy.exceptions.yaml', 'version: 1\nexceptions:\n  - ids: [CVE-1]\n', 'E_USAGE'],
  ['seaworthy.exceptions.yaml', ours('ids: []'), 'E_USAGE'],
  ['seaworthy.exceptions.yaml', ours('kinds: [licence]'), 'E_USAGE'],
  ['seaworthy.exceptions.yaml', ours('ids: [CVE-1], image: x'), 'E_USAGE'],
  ['seaworthy.exceptions.yaml', ours('packages: ["pkg:"]'), 'E_USAGE'],
  ['seaworthy.exceptions.yaml', ours('ids: [CVE-1]').replace('2026-12-31', '2026-12-32'), 'E_USAGE'],
  ['.trivyignore', 'CVE-1\n'.repeat(10_001), 'E_LIMIT'],
  ['.trivyignore', '#'.repeat(3_000_000), 'E_LIMIT'],
  ['.grype.yaml', `ignore:\n${'  - package: { name: x }\n'.repeat(501)}`, 'E_LIMIT'],
  // Names and forms are told in time that grows with the text.
  ['x.txt', `a${'\n'.repeat(1_900_000)}`, 'E_FORMAT'],
  ['x.txt', `ignore:${' \n'.repeat(900_000)}`, 'E_LIMIT'],
];

for (const [name, text, code] of refused)
  test(`${name} is refused with ${code}: ${JSON.stringify(text.slice(0, 60))}`, () =>
    assert.rejects(readExceptions(new TextEncoder().encode(text), name), { code }));
