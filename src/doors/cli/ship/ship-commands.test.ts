import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import type {
  ArtifactNode,
  AttestInput,
  ImageTree,
  ImageVerification,
  SignedImage,
  VerifyInput,
} from '../../../flows/index.ts';
import { predicateAliases } from '../../../flows/index.ts';
import { predicateTypeNames } from '../catalogue/ship-flags.ts';
import { cli } from '../run.ts';
import { type FakeOptions, fakeHost, sampleReport } from '../testing/fake-host.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}` as const;
const signer = { kind: 'key', fingerprint: digest('f'), algorithm: 'ECDSA P-256' } as const;

const signed: SignedImage = {
  target: 'app:1',
  subject: digest('a'),
  store: 'registry.example/app',
  predicateType: 'https://sigstore.dev/cosign/sign/v1',
  signer,
  manifest: digest('b'),
  bundle: digest('c'),
  record: 7,
};

const answer: ImageVerification = {
  target: 'app:1',
  subject: digest('a'),
  store: 'registry.example/app',
  signer,
  verdict: 'trusted',
  why: 'A signature by the one asked for holds.',
  verified: [{ manifest: digest('b'), time: { at: '2026-01-02T03:04:05.000Z', source: 'transparency-log' } }],
  evidence: [
    {
      kind: 'record',
      statement: '1 bundle hangs on the image.',
      observed: digest('a'),
      source: 'registry.example/app',
    },
    { kind: 'signature', statement: 'The signature holds.', observed: digest('f'), expected: digest('f') },
  ],
  variants: 0,
};

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(line: string, options: FakeOptions = {}): Promise<Result> {
  const host = fakeHost(options);
  const code = await cli(line.split(' ').filter(Boolean), host);
  return { code, out: host.printed(), err: host.said() };
}

/** A folder with key files, and flows that remember what they were given. */
async function inFolder(
  work: (run: (line: string, options?: FakeOptions) => Promise<Result>, seen: Seen, folder: string) => Promise<void>,
  verification: ImageVerification = answer,
): Promise<void> {
  await inTemporaryDirectory(async (folder) => {
    for (const file of ['a.key', 'a.pub', 'root.json', 'p.json', 'binary'])
      await writeFile(join(folder, file), file === 'binary' ? Buffer.from([0xff, 0xfe]) : `text of ${file}`);
    await writeFile(join(folder, 'pw'), 'from file\r\n');
    const seen: Seen = { passwords: [] };
    const flows: FakeOptions['flows'] = {
      generateKeyFiles: async (path, password) => {
        seen.passwords.push(Buffer.from(password).toString());
        return { privateKey: `${path}.key`, publicKey: `${path}.pub`, signer };
      },
      signImage: async (_target, { key }) => {
        seen.passwords.push(Buffer.from(await key.password()).toString());
        seen.key = key.text;
        return signed;
      },
      attestImage: async (_target, input) => {
        seen.attest = input;
        return { ...signed, predicateType: input.type };
      },
      verifyImage: async (_target, input) => {
        seen.verify = input;
        return verification;
      },
    };
    await work((line, options = {}) => run(line, { workingFolder: folder, flows, ...options }), seen, folder);
  });
}

interface Seen {
  readonly passwords: string[];
  key?: string;
  attest?: AttestInput;
  verify?: VerifyInput;
}

test('the password of a key: from a file, the environment, the terminal, in this order, and never from a flag', () =>
  inFolder(async (at, seen) => {
    const both = { SEAWORTHY_KEY_PASSWORD: 'ours', COSIGN_PASSWORD: 'cosign' };
    const cases: readonly (readonly [string, FakeOptions, string])[] = [
      ['--password-file pw', { env: both }, 'from file'],
      ['--password-file -', { env: both, piped: 'piped\n' }, 'piped'],
      ['', { env: both, isTerminal: true, answers: ['typed', 'typed'] }, 'ours'],
      ['', { env: { COSIGN_PASSWORD: 'cosign' } }, 'cosign'],
      ['', { env: { SEAWORTHY_KEY_PASSWORD: '', COSIGN_PASSWORD: '' } }, ''],
      ['', { isTerminal: true, answers: [' typed ', ' typed '] }, ' typed '],
    ];
    for (const [flags, options, password] of cases) {
      for (const command of ['sign app:1 --key a.key', 'keys generate']) {
        const { code, err } = await at(`${command} ${flags}`, options);
        assert.equal(code, 0, err);
        assert.equal(seen.passwords.at(-1), password, `${command} ${flags}`);
        assert.ok(!err.includes('means nothing'), err);
      }
    }
    const refused: readonly (readonly [string, FakeOptions, RegExp])[] = [
      ['sign app:1 --key a.key', {}, /no password of a\.key, and there is nobody to ask.*--password-file.*\[E_USAGE\]/],
      ['keys generate', {}, /no password for the new key seaworthy\.key/],
      ['keys generate', { isTerminal: true, answers: ['one', 'other'] }, /the two passwords are not the same/],
      ['keys generate', { isTerminal: true, answers: [] }, /no password was given/],
      ['keys generate --password-file none', {}, /there is no such file \(none\).*\[E_TARGET_NOT_FOUND\]/],
      ['keys generate --password-file binary', {}, /not a text in UTF-8 \(binary\)/],
      ['keys generate --password-file -', { isTerminal: true }, /would show the password/],
      ['keys generate --password geheim', {}, /unknown option '--password'/],
    ];
    const before = seen.passwords.length;
    for (const [line, options, message] of refused) {
      const { code, out, err } = await at(line, options);
      assert.notEqual(code, 0, line);
      assert.equal(out, '');
      assert.match(err, message);
    }
    assert.equal(seen.passwords.length, before);
  }));

test('keys generate: what was made and what is next; files that are there stay', () =>
  inFolder(async (at, seen, folder) => {
    const env = { SEAWORTHY_KEY_PASSWORD: 'pw' };
    const made = await at('keys generate', { env });
    assert.equal(made.err, '');
    assert.match(
      made.out,
      /Sign: +seaworthy sign IMAGE --key seaworthy\.key\nVerify: seaworthy verify IMAGE --key seaworthy\.pub\n$/,
    );
    const json = JSON.parse((await at('keys generate --out release --json', { env })).out) as { privateKey: string };
    assert.equal(json.privateKey, join(folder, 'release.key'));
    assert.match((await at('keys generate', { env: { COSIGN_PASSWORD: '' } })).err, /^warning: the password is empty/);
    const asked = seen.passwords.length;
    const taken = await at('keys generate --out a', { isTerminal: true, answers: ['x', 'x'] });
    assert.equal(taken.code, 1);
    assert.match(taken.err, /never overwritten \(a\.key\).*\[E_WRITE\]/);
    assert.ok(!taken.err.includes('Password'), 'nobody is asked in vain');
    assert.equal(seen.passwords.length, asked);
    assert.ok(!(await readdir(folder)).some((name) => name.startsWith('seaworthy')), 'the flow is a fake');
  }));

test('what is asked is not shown, and is asked on standard error', () =>
  inFolder(async (at) => {
    const { err, out } = await at('sign app:1 --key a.key', { isTerminal: true, answers: ['geheim'] });
    assert.match(err, /^Password of a\.key: \n/);
    assert.ok(!`${err}${out}`.includes('geheim'));
    const shown = await at('env', { env: { SEAWORTHY_KEY_PASSWORD: 'geheim', COSIGN_PASSWORD: 'geheim' } });
    assert.equal(shown.out.match(/\(set, not shown\)/g)?.length, 2);
    assert.ok(!shown.out.includes('geheim'));
  }));

test('sign: as text, as JSON, and what could not be recorded', () =>
  inFolder(async (at, seen) => {
    const env = { SEAWORTHY_KEY_PASSWORD: 'pw' };
    const { code, out, err } = await at('sign app:1 --key a.key', { env });
    assert.deepEqual([code, err, seen.key], [0, '', 'text of a.key']);
    assert.match(out, /^Signed\n\nimage {3}app:1\n {8}sha256:a{64}\nkey {5}ECDSA P-256\n/);
    assert.match(out, /ledger {2}record 7\n$/);
    assert.ok(out.split('\n').every((line) => line.length <= 80));
    assert.deepEqual(JSON.parse((await at('sign app:1 --key a.key --json', { env })).out), signed);
    const lost = { signImage: async () => ({ ...signed, notRecorded: 'the disk is full' }) };
    const told = await at('sign app:1 --key a.key', { env, flows: lost });
    assert.deepEqual([told.code, told.err], [0, 'warning: this was not recorded: the disk is full\n']);
    assert.match((await at('sign app:1')).err, /no key to sign with.*keys generate/);
    assert.match((await at('sign app:1 --key none.key')).err, /there is no such file \(none\.key\)/);
  }));

test('attest: where the predicate comes from', () =>
  inFolder(async (at, seen) => {
    const attest = async (flags: string): Promise<AttestInput | undefined> => {
      const { code, err } = await at(`attest app:1 --key a.key ${flags}`);
      assert.equal(code, 0, err);
      return seen.attest;
    };
    const sbom = await attest('--type cyclonedx');
    assert.ok(sbom?.predicate.kind === 'sbom' && sbom.allowPartial === false);
    assert.equal(JSON.parse(await sbom.predicate.format(sampleReport([]))).bomFormat, 'CycloneDX');
    const spdx = await attest('--type https://spdx.dev/Document --allow-partial');
    assert.ok(spdx?.predicate.kind === 'sbom' && spdx.allowPartial === true);
    assert.match(JSON.parse(await spdx.predicate.format(sampleReport([]))).spdxVersion, /^SPDX-2/);
    assert.deepEqual((await attest('--type scan'))?.predicate, { kind: 'scan' });
    const file = { kind: 'file', text: 'text of p.json', where: 'p.json' };
    assert.deepEqual((await attest('--type cyclonedx --predicate p.json'))?.predicate, file);
    const full = await attest('--type https://example.com/x --predicate p.json');
    assert.deepEqual([full?.type, full?.predicate], ['https://example.com/x', file]);
    for (const [flags, message] of [
      ['', /what is attested is not said/],
      ['--type vuln', /type vuln needs a file.*--predicate FILE/],
      ['--type scan --predicate p.json', /made here, not taken from a file/],
      ['--type cyclonedxx', /--type wants one of cyclonedx, spdx/],
      ['--type spdx --predicate none', /there is no such file \(none\)/],
    ] as const) {
      assert.match((await at(`attest app:1 --key a.key ${flags}`)).err, message);
    }
  }));

test('verify: who must have signed', () =>
  inFolder(async (at, seen) => {
    const key = { text: 'text of a.pub', where: 'a.pub' };
    const trustedRoot = { text: 'text of root.json', where: 'root.json' };
    const cases: readonly (readonly [string, VerifyInput])[] = [
      ['--key a.pub', { signer: { kind: 'key', key } }],
      ['--key a.pub --type scan --trusted-root root.json', { signer: { kind: 'key', key, trustedRoot }, type: 'scan' }],
      [
        '--identity me@example.com --issuer https://i.example --trusted-root root.json',
        { signer: { kind: 'identity', subject: 'me@example.com', issuer: 'https://i.example', trustedRoot } },
      ],
    ];
    for (const [flags, expected] of cases) {
      const { code, err } = await at(`verify app:1 ${flags}`);
      assert.equal(code, 0, err);
      assert.deepEqual(seen.verify, expected);
    }
    for (const [flags, message] of [
      ['', /who must have signed is not said/],
      ['--key a.pub --identity x', /cannot both/],
      ['--key a.pub --issuer x', /cannot both/],
      ['--identity x', /Give both/],
      ['--issuer x', /Give both/],
      ['--identity x --issuer y', /Name it with `--trusted-root FILE`/],
      ['--key none', /no such file \(none\)/],
    ] as const) {
      const { code, out, err } = await at(`verify app:1 ${flags}`);
      assert.notEqual(code, 0);
      assert.equal(out, '', 'no verdict without a question');
      assert.match(err, message);
    }
  }));

const verdicts = [
  ['trusted', 0, /^✓ Trusted: a signature by the one asked for holds\.\n/],
  ['not-trusted', 4, /^✗ Not trusted: a signature/],
  ['undetermined', 5, /^\? Not determined: a signature/],
] as const;

for (const [verdict, expected, head] of verdicts) {
  test(`verify: ${verdict} ends with ${expected}, every step is told`, () =>
    inFolder(
      async (at) => {
        const { code, out, err } = await at('verify app:1 --key a.pub');
        assert.deepEqual([code, err], [expected, '']);
        assert.match(out, head);
        assert.match(out, /signed {2}2026-01-02 03:04:05 UTC \(transparency-log\)/);
        assert.match(out, / 1 1 bundle hangs on the image\.\n {3}seen: sha256:a{64}\n {3}from: registry\.example/);
        assert.match(out, / 2 The signature holds\.\n {3}seen: sha256:f{64}\n {3}want: the same\n/);
        assert.equal(/--platform/.test(out), verdict !== 'trusted', 'an index is told where it may be the reason');
        assert.ok(out.split('\n').every((line) => line.length <= 80));
        const json = await at('verify app:1 --key a.pub --json');
        assert.equal(json.code, expected);
        assert.deepEqual(JSON.parse(json.out), { ...answer, verdict, variants: 2 });
      },
      { ...answer, verdict, variants: 2 },
    ));
}

test('verify: what strangers wrote cannot steer the terminal', () =>
  inFolder(
    async (at) => {
      const { out } = await at('verify app:1 --key a.pub');
      assert.doesNotMatch(out.replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u202e]/);
    },
    {
      ...answer,
      why: 'A \u001b[2J why',
      evidence: [{ kind: 'signature', statement: 'x\u0007\n9 forged', observed: '\u202egpj', source: '\u009b1m' }],
    },
  ));

const leaf = (kind: ArtifactNode['kind'], letter: string, over: Partial<ArtifactNode> = {}): ArtifactNode => ({
  kind,
  digest: digest(letter),
  size: 1_500,
  type: 'application/x',
  by: 'referrer',
  children: [],
  ...over,
});

const forest: ImageTree = {
  target: 'app:1',
  store: 'registry.example/app',
  root: leaf('index', '1', {
    by: 'target',
    children: [
      leaf('image', '2', {
        platform: { os: 'linux', architecture: 'amd64' },
        size: 3 * 2 ** 30,
        children: [leaf('sbom', '3', { predicateType: 'https://cyclonedx.org/bom', created: '2026-01-02T03:04:05Z' })],
      }),
      leaf('signature', '4', { by: 'tag', tag: 'sha256-1.sig' }),
      leaf('attestation', '5', { predicateType: `https://example.com/${'long/'.repeat(20)}\u001b[31m` }),
    ],
  }),
};

test('tree: branches, sizes and times in 80 columns; JSON; nothing', async () => {
  const flows = { imageTree: async () => forest };
  const { code, out, err } = await run('tree app:1', { flows });
  assert.deepEqual([code, err], [0, '']);
  const lines = out.split('\n');
  assert.deepEqual(lines.slice(0, 5), [
    'app:1',
    'index           111111111111     1.5 KiB',
    '├─ image        222222222222     3.0 GiB                    linux/amd64',
    '│  └─ sbom      333333333333     1.5 KiB  2026-01-02 03:04  cyclonedx.org/bom',
    '├─ signature    444444444444     1.5 KiB                    under a tag',
  ]);
  assert.match(String(lines[5]), /^└─ attestation .*example\.com\/long\/.*…$/);
  assert.ok(lines.every((line) => line.length <= 80));
  assert.doesNotMatch(out, /\u001b/);
  assert.match(out, /1 image, 1 sbom, 1 signature, 1 attestation: by their own words/);
  assert.deepEqual(JSON.parse((await run('tree app:1 --json', { flows })).out), forest);
  const [leaf] = forest.root.children;
  const hung = {
    ...forest,
    root: { ...forest.root, children: leaf === undefined ? [] : [{ ...leaf, children: [], deeper: 2 }] },
  };
  const cut = await run('tree app:1', { flows: { imageTree: async () => hung } });
  assert.equal(cut.code, 5);
  assert.match(cut.out, /\n {3}└─ 2 things not looked at\n/);
  assert.match(cut.err, /^warning: incomplete: 2 things not looked at/);
  const bare = { imageTree: async () => ({ ...forest, root: { ...forest.root, children: [] } }) };
  assert.match((await run('tree app:1', { flows: bare })).out, /Nothing hangs on it\.\n$/);
});

test('the short names of types are those that the ship phase knows', () => {
  assert.deepEqual([...predicateTypeNames], [...predicateAliases.keys()]);
});
