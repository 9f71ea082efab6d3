/*
 * What people write who come from another tool, and our words for it: one row a habit. Loaded only when a command line was not understood. Words that a
 * command of ours has itself never come here.
 */

/** A command of another tool. */
export interface ForeignCommand {
  readonly words: readonly string[];
  /** Our command, with what it is told; several where it depends on what was meant. */
  readonly ours: readonly string[];
  /** What is to be known beside it. */
  readonly note?: string;
}

/** A flag of another tool. */
export interface ForeignFlag {
  readonly flags: readonly string[];
  /** Whether the word behind it is its value. */
  readonly takesValue?: true;
  /** Our flag, or how else it is said; of the value where it matters. Flags of ours stand in backquotes. */
  readonly ours: string | ((value: string) => string);
}

/** Trivy, Grype, Syft, Cosign, Docker Scout, Hadolint, Checkov, Crane, Falco and kubectl. */
export const foreignCommands: readonly ForeignCommand[] = [
  { words: ['image', 'images', 'i', 'container', 'cves', 'quickview', 'analyze', 'analyse'], ours: ['scan TARGET'] },
  {
    words: ['fs', 'filesystem', 'rootfs', 'vm', 'dir'],
    ours: ['scan FOLDER'],
    note: 'Dockerfiles in it are judged by `seaworthy lint FOLDER`.',
  },
  {
    words: ['repo', 'repository'],
    ours: ['scan git:URL'],
    note: 'Dockerfiles are judged in a folder: `seaworthy lint FOLDER`.',
  },
  { words: ['config', 'conf', 'misconfig', 'dockerfile', 'iac', 'hadolint'], ours: ['lint PATH'] },
  { words: ['packages', 'bom', 'syft', 'cyclonedx', 'spdx'], ours: ['sbom TARGET'] },
  {
    words: ['secret', 'gitleaks', 'detect', 'protect'],
    ours: ['scan TARGET', 'secrets git DIR'],
    note: 'A scan looks for secrets unless `--secrets off` is given.',
  },
  { words: ['k8s', 'kubernetes', 'cluster'], ours: ['gate check --gate gate.yaml MANIFEST'] },
  { words: ['server', 'webhook', 'admission', 'controller'], ours: ['serve admission --gate gate.yaml'] },
  { words: ['compare', 'delta'], ours: ['diff A B'] },
  { words: ['update', 'download-db'], ours: ['db update'] },
  { words: ['verify-attestation'], ours: ['verify --type TYPE --key FILE TARGET'] },
  { words: ['generate-key-pair', 'keygen', 'key'], ours: ['keys generate'] },
  { words: ['triangulate', 'download', 'provenance', 'referrers', 'discover'], ours: ['tree TARGET'] },
  { words: ['attach'], ours: ['attest --type cyclonedx --predicate FILE --key FILE TARGET'] },
  {
    words: ['sign-blob', 'verify-blob', 'attest-blob'],
    ours: ['sign TARGET', 'verify TARGET'],
    note: 'Images alone are signed.',
  },
  { words: ['validate', 'check', 'test', 'evaluate', 'policy'], ours: ['gate check --gate gate.yaml TARGET'] },
  { words: ['apply'], ours: ['gate check --gate gate.yaml MANIFEST', 'retire apply PLAN'] },
  { words: ['init'], ours: ['gate init'] },
  { words: ['get', 'list', 'ls', 'ps'], ours: ['ledger list'] },
  { words: ['describe', 'show', 'inspect'], ours: ['voyage SUBJECT', 'ledger show REF'] },
  { words: ['history', 'timeline', 'log'], ours: ['voyage SUBJECT'] },
  { words: ['logs', 'events', 'monitor', 'run', 'top', 'falco'], ours: ['watch'] },
  { words: ['delete', 'rm', 'gc', 'clean', 'cleanup', 'purge'], ours: ['retire plan REGISTRY'] },
  { words: ['prune'], ours: ['ledger prune', 'retire plan REGISTRY'] },
  { words: ['why', 'recommendations'], ours: ['explain FINDING TARGET'] },
];

/** Formats of other tools by their name there, as `-o` calls them. */
const formats: Readonly<Record<string, string>> = {
  table: 'table',
  json: 'json',
  sarif: 'sarif',
  html: 'html',
  tty: 'table',
  text: 'table',
  cyclonedx: 'cyclonedx',
  'cyclonedx-json': 'cyclonedx',
  'cyclonedx-xml': 'cyclonedx-xml',
  spdx: 'spdx',
  'spdx-json': 'spdx',
  'spdx-tag-value': 'spdx-tag-value',
  'syft-json': 'json',
  openvex: 'openvex',
  github: 'json',
  gitlab: 'json',
  'cosign-vuln': 'json',
};

function formatFlag(value: string): string {
  const known = Object.hasOwn(formats, value) ? formats[value] : undefined;
  return known === undefined ? '`-o FORMAT` (`seaworthy help formats` lists them)' : `\`-o ${known}\``;
}

const severities = ['negligible', 'low', 'medium', 'high', 'critical'];

/** What is shown; for the exit code `HIGH,CRITICAL` is `high` and all above, and a list with gaps asks for each. */
function severityFlag(value: string): string {
  const named = value
    .toLowerCase()
    .split(/[,\s]+/)
    .filter(Boolean);
  const known = severities.filter((one) => named.includes(one));
  const unknown = named.includes('unknown') ? ['--fail-on unknown'] : [];
  const lowest = known[0];
  const shown = [...(named.includes('unknown') ? ['unknown'] : []), ...known];
  if (lowest === undefined && unknown.length === 0) return '`--severity high,critical` of `scan` and `lint`';
  const isWhole = lowest !== undefined && known.length === severities.length - severities.indexOf(lowest);
  const limits = isWhole ? [`--fail-on ${lowest}`] : known.map((one) => `--fail-on severity=${one}`);
  return `\`--severity ${shown.join(',')}\` of \`scan\` and \`lint\` (what is shown; \`${[...limits, ...unknown].join(' ')}\` decides the exit code)`;
}

const thresholds: Readonly<Record<string, string>> = { error: 'high', warning: 'medium', info: 'low', style: 'low' };
function thresholdFlag(value: string): string {
  const word = value.toLowerCase();
  const known = severities.includes(word) ? word : Object.hasOwn(thresholds, word) ? thresholds[word] : undefined;
  return `\`--fail-on ${known ?? 'high'}\``;
}

/** What a scan looks for: flaws always, secrets unless it is told not to; Dockerfiles are another command's. */
function scannersFlag(value: string): string {
  const named = value.toLowerCase().split(/[,\s]+/);
  const lint = named.some((one) => /^(?:misconfig|config)$/.test(one)) ? ['`seaworthy lint PATH` for Dockerfiles'] : [];
  const only = named.some((one) => /^vuln/.test(one)) && !named.includes('secret') ? ['`--secrets off`'] : [];
  const parts = [...only, ...lint];
  return parts.length === 0 ? 'nothing: flaws and secrets are looked for anyway' : parts.join(' and ');
}

/** A path is what is to be judged; anything else is a format. */
const fileOrFormat = (value: string): string =>
  /[./]|^-$|^dockerfile/i.test(value) ? 'the file as an argument, without a flag' : formatFlag(value);

const decides = '`--fail-on CONDITIONS`, which exits with 3';
const noPattern = 'an identity is compared exactly, never by a pattern';
const fromRoot = '`--trusted-root FILE` says whose certificates and logs count';

export const foreignFlags: readonly ForeignFlag[] = [
  { flags: ['-s', '--only-severity'], takesValue: true, ours: severityFlag },
  { flags: ['--severity-threshold', '--failure-threshold', '--min-severity'], takesValue: true, ours: thresholdFlag },
  { flags: ['--exit-code', '-e', '--fail-on-severity', '--code'], takesValue: true, ours: decides },
  {
    flags: ['--ignore-unfixed'],
    ours: '`--only-fixed` of `scan` and `lint` (what is shown; `--fail-on high,fixable` decides the exit code)',
  },
  { flags: ['--ignorefile', '--ignore-file'], takesValue: true, ours: '`--exceptions FILE`' },
  { flags: ['--only-notfixed', '--only-unfixed'], ours: '`--fail-on high,!fixable`' },
  { flags: ['--format'], takesValue: true, ours: formatFlag },
  { flags: ['-f'], takesValue: true, ours: fileOrFormat },
  { flags: ['--json'], ours: '`-o json`' },
  { flags: ['--sarif'], ours: '`-o sarif`' },
  { flags: ['--html'], ours: '`-o html=FILE`' },
  {
    flags: ['--file', '--filename', '--json-file-output'],
    takesValue: true,
    ours: 'a file to write is `-o FORMAT=FILE`; one to judge is an argument',
  },
  { flags: ['--template', '-t'], takesValue: true, ours: 'no templates: `-o json` for a program to shape' },
  { flags: ['--scanners', '--security-checks'], takesValue: true, ours: scannersFlag },
  { flags: ['--vuln-type', '--pkg-types'], takesValue: true, ours: 'nothing: packages of all kinds are judged' },
  { flags: ['--list-all-pkgs'], ours: '`-o cyclonedx` or `-o json`, which list every package' },
  { flags: ['--skip-db-update', '--skip-update', '--offline-scan', '--skip-java-db-update'], ours: '`--offline`' },
  { flags: ['--download-db-only'], ours: '`seaworthy db update`' },
  { flags: ['--cache-dir'], takesValue: true, ours: '`--cache DIR` for layers, `--database DIR` for advisory data' },
  { flags: ['--clear-cache', '--no-cache-dir'], ours: '`--no-cache`' },
  {
    flags: ['--db-repository', '--db-url'],
    takesValue: true,
    ours: '`--database-from REF` for data that your team made ready, `--feed NAME=URL` for another address of a feed',
  },
  { flags: ['--no-progress', '--silent'], ours: '`--quiet`' },
  {
    flags: ['--insecure', '--allow-insecure-registry', '--allow-http-registry', '--skip-tls-verify'],
    ours: '`--insecure-plain-http HOST`, or `--ca-file FILE` for an authority of your own',
  },
  {
    flags: ['--username', '--password', '--registry-token', '--registry-username', '--registry-password'],
    takesValue: true,
    ours: '`docker login` or `podman login`, whose credentials are used',
  },
  { flags: ['--input', '-i'], takesValue: true, ours: 'the file as an argument, without a flag' },
  {
    flags: ['--image-src'],
    takesValue: true,
    ours: '`--from docker`, `podman`, `containerd` or `registry`, or a scheme before the target (`docker:`, `oci:`)',
  },
  { flags: ['--exit-on-eol'], takesValue: true, ours: 'nothing: what cannot be judged exits with 5' },
  {
    flags: ['--skip-check', '--skip-policy', '--ignore'],
    takesValue: true,
    ours: 'a comment above the line, `# seaworthy:ignore ID -- reason` (those of Hadolint, Checkov and Trivy count as well)',
  },
  {
    flags: ['--check', '--framework'],
    takesValue: true,
    ours: 'nothing: all checks are made, `--fail-on` says which findings fail',
  },
  {
    flags: ['--compact', '--no-summary', '--dependency-tree'],
    ours: '`-o name` for ids alone; the table is short as it is',
  },
  {
    flags: ['--ignore-policy'],
    takesValue: true,
    ours: 'exceptions of a gate, with an owner and an end: `seaworthy gate init` writes one',
  },
  {
    flags: ['--skip-dirs', '--skip-files', '--exclude'],
    takesValue: true,
    ours: (value) => `\`--skip-path ${value || 'GLOB'}\``,
  },
  {
    flags: ['--select-catalogers', '--override-default-catalogers'],
    takesValue: true,
    ours: '`--only-extractor ID` or `--skip-extractor ID`',
  },
  {
    flags: ['--scope'],
    takesValue: true,
    ours: 'nothing: what the final file system holds counts, and secrets of all layers',
  },
  { flags: ['--ignore-status', '--ignore-states'], takesValue: true, ours: '`--fail-on high,fixable`' },
  { flags: ['--distro', '--os-name'], takesValue: true, ours: 'nothing: the image says what it is' },
  { flags: ['--by-cve', '--add-cpes-if-none'], ours: 'nothing: one finding has all its ids' },
  {
    flags: ['--ignored-licenses', '--ignored-licences'],
    takesValue: true,
    ours: (value) => `\`--licence-allow ${value || 'EXPRESSION'}\` of \`scan\``,
  },
  { flags: ['--include-dev-deps'], ours: '`--development` of `scan`' },
  {
    flags: ['--detection-priority'],
    takesValue: true,
    ours: 'nothing: what a package of the distribution brought is judged by the distribution, the rest by its own ecosystem',
  },
  { flags: ['--show-suppressed'], ours: 'nothing: what is set aside is always told and counted' },
  {
    flags: ['--id'],
    takesValue: true,
    ours: (value) => `the id as a word: \`seaworthy explain ${value || 'FINDING'} TARGET\``,
  },
  { flags: ['--no-color', '--no-colour', '--nocolor'], ours: '`--color never`' },
  {
    flags: ['--trusted-registry', '--allowed-registry'],
    takesValue: true,
    ours: 'a rule `imageSource` of a gate: `seaworthy gate init` writes one',
  },
  { flags: ['--no-fail'], ours: 'nothing: findings alone do not fail, only `--fail-on` does' },
  { flags: ['--tlog-upload'], takesValue: true, ours: 'nothing: no log is written to' },
  { flags: ['--yes', '-y'], ours: 'nothing: nobody is asked here' },
  { flags: ['--dockerfile', '--dockerfile-path'], takesValue: true, ours: 'the file as an argument, without a flag' },
  { flags: ['--soft-fail'], ours: 'nothing: findings alone do not fail, only `--fail-on` does' },
  { flags: ['-d', '--directory'], takesValue: true, ours: 'the folder as an argument, without a flag' },
  {
    flags: ['--certificate-identity', '--cert-identity', '--cert-email'],
    takesValue: true,
    ours: (value) => `\`--identity ${value || 'SUBJECT'}\``,
  },
  {
    flags: ['--certificate-oidc-issuer', '--cert-oidc-issuer'],
    takesValue: true,
    ours: (value) => `\`--issuer ${value || 'URL'}\``,
  },
  { flags: ['--certificate-identity-regexp'], takesValue: true, ours: `\`--identity SUBJECT\`: ${noPattern}` },
  { flags: ['--certificate-oidc-issuer-regexp'], takesValue: true, ours: `\`--issuer URL\`: ${noPattern}` },
  {
    flags: ['--certificate', '--certificate-chain', '--rekor-url', '--fulcio-url', '--tuf-root'],
    takesValue: true,
    ours: fromRoot,
  },
  {
    flags: ['--insecure-ignore-tlog', '--private-infrastructure'],
    ours: 'nothing: with `--key` a log is not asked for unless `--trusted-root` is given',
  },
  { flags: ['--output-key-prefix'], takesValue: true, ours: (value) => `\`--out ${value || 'NAME'}\`` },
  { flags: ['--policy', '--policies'], takesValue: true, ours: '`--gate FILE`' },
  { flags: ['-n'], takesValue: true, ours: '`--namespace NAME`' },
  {
    flags: ['--context', '--kubeconfig'],
    takesValue: true,
    ours: 'no cluster is spoken to: pipe manifests in, `kubectl get deploy -o yaml | seaworthy gate check --gate gate.yaml -`',
  },
];
