import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../core/index.ts';
import { flags } from '../catalogue/index.ts';
import { cli } from '../run.ts';
import { fakeHost } from '../testing/fake-host.ts';
import { configLayer } from './config-file.ts';
import { checkProjectFile, isInside } from './project-file.ts';
import { resolve } from './resolve.ts';

interface Expected {
  /** Values (as YAML) that a project's file may hold where its user says nothing, and those that it may not. */
  readonly takes?: readonly string[];
  readonly refuses?: readonly string[];
  /** What the user's own file says → values that are then taken, and refused. */
  readonly user?: readonly (readonly [own: string, takes: readonly string[], refuses: readonly string[]])[];
}

const nothing = (...refuses: string[]): Expected => ({ refuses });
const lower = (standard: string, less: string, more: string): Expected => ({
  takes: [less, standard],
  refuses: [more],
  user: [[more, [more, standard, less], []]],
});

/** Every key of the catalogue: a new one stands here, and says what a project may do with it. */
const expected: Readonly<Record<string, Expected>> = {
  output: {
    takes: ['table', '[table, json=report.json]', 'json=out/report.json', 'json=./a.json'],
    refuses: [
      'json=/etc/x',
      'json=../x',
      'json=a/../../x',
      '[table, json=/tmp/x]',
      'json=.git/hooks/pre-commit',
      'json=a/.b',
      'json=.envrc',
      'json=..',
      'json=.',
      'json=out',
      'json=leads-out/x',
      'json=file-out',
      'json=link-to-nothing',
    ],
  },
  'fail-on': { takes: ['critical', '["severity>=high,fixable", exploited]'] },
  'allow-partial': { takes: ['false'], refuses: ['true'], user: [['true', ['false'], ['true']]] },
  secrets: { takes: ['on'], refuses: ['off'], user: [['off', ['on'], ['off']]] },
  'secret-rules': nothing('.gitleaks.toml'),
  development: { takes: ['true'], refuses: ['false'] },
  platform: nothing('linux/arm64'),
  from: nothing('registry'),
  'skip-path': nothing('usr/**', '[a, b]'),
  'only-path': nothing('app'),
  'skip-extractor': nothing('npm'),
  'only-extractor': nothing('npm'),
  'containerd-namespace': nothing('k8s.io'),
  baseline: nothing('report.json', 'ledger:1'),
  severity: nothing('critical', 'low'),
  'only-fixed': nothing('true', 'false'),
  'brought-by': nothing('base', 'yours'),
  webhook: nothing('https://hooks.example/x'),
  vex: nothing('vex.json', '.'),
  'database-from': nothing('registry.example/data'),
  'database-key': nothing('data.pub'),
  'database-identity': nothing('a@b.example'),
  'database-issuer': nothing('https://issuer.example'),
  'licence-allow': nothing('MIT', 'GPL-*'),
  enable: { takes: ['kubernetes/fs-group', '[fs-group, all]'] },
  checks: nothing('checks.yaml'),
  'check-severity': nothing('{ a: low }'),
  disable: nothing('kubernetes/privileged', '[a, b]'),
  'licence-deny': { takes: ['MIT', 'GPL-*'] },
  exceptions: nothing('.trivyignore', './exceptions.yaml'),
  offline: nothing('true', 'false'),
  refresh: { takes: ['true'], refuses: ['false'] },
  'allow-older': { takes: ['false'], refuses: ['true'] },
  feeds: nothing('{osv: off}', '{osv: "https://mirror.example/"}'),
  database: nothing('x', '/x'),
  'base-images': nothing('bases.json'),
  advisories: nothing('query', 'fetch'),
  'advisories-api': nothing('https://osv.example/'),
  cache: nothing('x', 'off'),
  'db-max-age-warning': lower('5d', '1d', '30d'),
  ledger: nothing('x', '../x'),
  record: nothing('off', 'on'),
  'trusted-root': nothing('root.json'),
  'sbom-author': nothing('Somebody Else <a@b.example>'),
  'sbom-producer': nothing('Somebody Else <a@b.example>'),
  gate: nothing('gate.yaml'),
  cluster: nothing('prod'),
  listen: nothing('0.0.0.0:1'),
  'tls-cert': nothing('a.pem'),
  'tls-key': nothing('a.pem'),
  rules: nothing('rules.yaml'),
  sensor: nothing('./sensor'),
  user: nothing('nobody'),
  'ca-file': nothing('ca.pem'),
  'insecure-plain-http': nothing('registry.example'),
  'insecure-plain-http-feeds': nothing('true', 'false'),
  timeout: nothing('1ms', '1h'),
  'max-feed-bytes': nothing('1KiB', '1TiB'),
  'max-feed-inflated': nothing('1KiB', '1TiB'),
  'max-layer-bytes': lower('16GiB', '1GiB', '17GiB'),
  'max-layer-inflated': lower('32GiB', '1GiB', '33GiB'),
  'max-layer-entries': lower('2000000', '10', '2000001'),
  'max-layers': lower('1000', '1', '1001'),
  'max-manifest-bytes': lower('8MiB', '1MiB', '9MiB'),
  'max-path-bytes': lower('4KiB', '1KiB', '5KiB'),
  color: { takes: ['never', 'always', 'auto'] },
  quiet: { takes: ['false'], refuses: ['true'] },
  verbose: { takes: ['true', 'false'] },
  'log-format': { takes: ['json', 'text'] },
};

const keys = flags.flatMap(({ config }) => config ?? []);

/** What is said of a project's file: undefined when it is taken. */
async function complaint(folder: string, text: string, own?: string): Promise<SeaworthyError | undefined> {
  const user = own === undefined ? [] : [await configLayer(own, 'user.yaml', 'user file')];
  try {
    checkProjectFile(await configLayer(text, 'seaworthy.yaml', 'project file'), user, folder);
    return undefined;
  } catch (error) {
    if (error instanceof SeaworthyError) return error;
    throw error;
  }
}

test('every key of a configuration file says what a project may do with it', () => {
  for (const flag of flags) {
    assert.equal(flag.project === undefined, flag.config === undefined, `${flag.name}: config and project go together`);
  }
  const known = Object.keys(expected);
  assert.deepEqual(keys.filter((key) => !known.includes(key)).sort(), [], 'keys without a line in this table');
  assert.deepEqual(known.filter((key) => !keys.includes(key)).sort(), [], 'lines of keys that there are not');
});

for (const [key, { takes = [], refuses = [], user = [] }] of Object.entries(expected)) {
  test(`a project's file: ${key}`, () =>
    inTemporaryDirectory(async (folder) => {
      const [project, outside] = [join(folder, 'project'), join(folder, 'outside')];
      for (const made of [project, outside, join(project, 'out')]) mkdirSync(made);
      writeFileSync(join(outside, 'file'), 'kept');
      symlinkSync('../outside', join(project, 'leads-out'));
      symlinkSync('../outside/file', join(project, 'file-out'));
      symlinkSync('gone', join(project, 'link-to-nothing'));
      const isRefused = async (value: string, own?: string): Promise<void> => {
        const error = await complaint(
          project,
          `# x\n${key}: ${value}\n`,
          own === undefined ? undefined : `${key}: ${own}\n`,
        );
        assert.equal(error?.code, 'E_USAGE', `${key}: ${value} is taken${own === undefined ? '' : ` beside ${own}`}`);
        assert.match(error?.message ?? '', new RegExp(`a project's file may not .*${key}`));
        assert.match(`${error?.where}`, /^seaworthy\.yaml:2$/);
        assert.match(error?.next ?? '', /your own configuration file.*--/);
        // Anybody may say it in their own file.
        await assert.doesNotReject(configLayer(`${key}: ${value}\n`, 'user.yaml', 'user file'));
      };
      for (const value of takes)
        assert.equal((await complaint(project, `${key}: ${value}\n`))?.message, undefined, value);
      for (const value of refuses) await isRefused(value);
      for (const [own, taken, refused] of user) {
        for (const value of taken)
          assert.equal((await complaint(project, `${key}: ${value}\n`, `${key}: ${own}\n`))?.message, undefined);
        for (const value of refused) await isRefused(value, own);
      }
      assert.ok(takes.length + refuses.length > 0);
    }));
}

test('a threshold of a project counts besides that of its user, and never in its place', async () => {
  const project = await configLayer('fail-on: critical\n', 'seaworthy.yaml', 'project file');
  const user = await configLayer('fail-on: [high, exploited]\n', 'user.yaml', 'user file');
  const flag = flags.filter(({ config }) => config === 'fail-on');
  const texts = (layers: Parameters<typeof resolve>[1]) =>
    resolve(flag, layers).all[0]?.readings.map(({ text }) => text);
  assert.deepEqual(texts([project, user]), ['critical', 'high', 'exploited']);
  assert.deepEqual(texts([project]), ['critical']);
  const typed = { kind: 'flag', readings: new Map([[flag[0], [{ text: 'low', where: '--fail-on' }]]]) } as never;
  assert.deepEqual(texts([typed, project, user]), ['low']);
});

test('where the user says where results go, a project does not', async () => {
  const project = await configLayer('output: table\n', 'seaworthy.yaml', 'project file');
  const user = await configLayer('output: json=/ci/report.json\n', 'user.yaml', 'user file');
  const flag = flags.filter(({ config }) => config === 'output');
  assert.equal(resolve(flag, [project, user]).all[0]?.origin, 'user file');
  assert.equal(resolve(flag, [project]).all[0]?.origin, 'project file');
});

test('a project that was checked out writes nothing outside of itself, whatever the command', () =>
  inTemporaryDirectory(async (folder) => {
    const project = join(folder, 'project');
    mkdirSync(project);
    const victim = join(folder, 'victim');
    for (const file of [victim, '../victim']) {
      writeFileSync(join(project, 'seaworthy.yaml'), `output: ["json=${file}"]\n`);
      for (const words of [
        ['lint', '.'],
        ['scan', 'x'],
        ['sbom', 'x'],
        ['db', 'status'],
        ['config', 'show'],
      ]) {
        const host = fakeHost({ workingFolder: project, env: { HOME: folder } });
        assert.equal(await cli(words, host), 2, words.join(' '));
        assert.match(host.said(), /may not name this file in output.*seaworthy\.yaml:1.*SEAWORTHY_OUTPUT or --output/);
      }
    }
    // Whoever trusts it reads it as their own.
    const host = fakeHost({ workingFolder: project, env: { HOME: folder } });
    assert.equal(await cli(['scan', 'x', '--config', 'seaworthy.yaml'], host), 0);
  }));

test('a path is inside of a folder only when everything on its way is', () =>
  inTemporaryDirectory(async (folder) => {
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    symlinkSync('a', join(folder, 'to-a'));
    symlinkSync('to-a', join(folder, 'round'));
    symlinkSync('loop', join(folder, 'loop'));
    writeFileSync(join(folder, 'a/file'), '');
    for (const file of ['x', 'a/x', 'a/b/x', 'new/x', 'to-a/x', 'round/b/x', 'a/file', './a//x'])
      assert.equal(isInside(folder, file), true, file);
    for (const file of ['', '.', '..', '/x', 'a/b', 'a', 'to-a', 'loop', 'loop/x', 'a/../x', 'a\0b', '.x', '..\\x'])
      assert.equal(isInside(folder, file), false, file);
  }));
