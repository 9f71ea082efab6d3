import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { fixedClock, type Report } from '../../core/index.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { secretsInGit, secretsInPatches } from './index.ts';

/** Made up, and put together here so that no tool takes it for real. */
const tokens = ['q8Zr3Lk0Vw7Tn5Xc2Mb9', 'Hd4Gs6Jf1PyAq8Zr3Lk0'].map((value) => ['gl', 'pat-', value].join('')) as [
  string,
  string,
];

const programPath = '/usr/local/bin:/usr/bin:/bin';

const settingsIn = (folder: string): Settings => ({
  ...offlineSettings({ databaseDirectory: join(folder, 'database'), toolVersion: '0.0.0' }),
  secretKeyFile: join(folder, 'key'),
  clock: fixedClock('2024-06-01T00:00:00Z'),
  programPath,
});

class Repository {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder);
    this.git('init', '--quiet', '--initial-branch=main');
  }

  git(...args: readonly string[]): string {
    const who = ['user.name=A', 'user.email=a@example.com', 'commit.gpgsign=false'].flatMap((one) => ['-c', one]);
    const env = {
      PATH: programPath,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_DATE: '2024-01-02T03:04:05Z',
    };
    return execFileSync('git', ['-C', this.folder, ...who, ...args], { encoding: 'utf8', env });
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
    this.git('add', '-A');
  }

  commit(message: string): string {
    this.git('commit', '--quiet', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD').trim();
  }
}

const told = ({ findings }: Report): readonly string[] =>
  findings.map(
    ({ id, location }) => `${id} ${'path' in location ? location.path : ''}:${'line' in location ? location.line : ''}`,
  );
const statements = ({ findings }: Report): string =>
  findings.flatMap(({ evidence }) => evidence.map((one) => one.statement)).join('\n');

test('secrets of a history: a value that is gone is told at the commit that brought it, once', () =>
  inTemporaryDirectory(async (folder) => {
    const repository = new Repository(join(folder, 'repository'));
    repository.write('app.env', `A=1\nTOKEN=${tokens[0]}\n`);
    const first = repository.commit('one');
    repository.write('app.env', 'A=1\n');
    repository.commit('two');
    repository.write('app.env', `A=1\n\nTOKEN=${tokens[0]}\n`);
    repository.commit('three');
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.write('side.txt', `x ${tokens[1]}\n`);
    repository.commit('four');
    repository.git('checkout', '--quiet', 'main');
    const report = await secretsInGit(repository.folder, 'history', settingsIn(folder));
    assert.deepEqual(told(report), ['secret/gitlab-token app.env:2', 'secret/gitlab-token side.txt:1']);
    assert.match(
      statements(report),
      new RegExp(`Added by commit ${first} of 2024-01-02T03:04:05\\S*, and added again by 1 later`),
    );
    assert.ok(!JSON.stringify(report).includes(tokens[0].slice(8, 20)));
    assert.deepEqual(report.coverage.problems, []);
    assert.deepEqual(
      report.coverage.parts.map(({ id, state, found }) => [id, state, found]),
      [['secrets', 'complete', 2]],
    );
  }));

test('secrets of a history: what only a merge brought, and what stands in no text', () =>
  inTemporaryDirectory(async (folder) => {
    const repository = new Repository(join(folder, 'repository'));
    repository.write('a', 'a\n');
    repository.commit('one');
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.write('b', 'b\n');
    repository.write('c.bin', 'x\0y');
    repository.commit('two');
    repository.git('checkout', '--quiet', 'main');
    repository.write('d', 'd\n');
    repository.commit('three');
    repository.git('merge', '--quiet', '--no-commit', '--no-ff', 'side');
    repository.write('a', `a\n${tokens[0]}\n`);
    repository.commit('merged');
    const report = await secretsInGit(repository.folder, 'history', settingsIn(folder));
    assert.deepEqual(told(report), ['secret/gitlab-token a:2']);
    assert.deepEqual(
      report.coverage.problems.map(({ message, incomplete }) => [message, incomplete]),
      [['1 files that git does not show as text were not looked into', false]],
    );
  }));

test('secrets of what is staged, and not of what is only in the folder; nothing of the repository runs', () =>
  inTemporaryDirectory(async (folder) => {
    const repository = new Repository(join(folder, 'repository'));
    repository.write('a', `${tokens[1]}\n`);
    repository.commit('one');
    const proof = join(folder, 'ran');
    for (const [name, value] of [
      ['diff.external', `touch ${proof}`],
      ['core.pager', `touch ${proof}`],
      ['core.fsmonitor', `touch ${proof}`],
      ['diff.x.textconv', `touch ${proof}; cat`],
      ['diff.x.command', `touch ${proof}`],
      ['filter.x.smudge', `touch ${proof}`],
      ['log.showSignature', 'true'],
      ['gpg.program', proof],
      ['diff.noprefix', 'true'],
      ['color.ui', 'always'],
    ] as const)
      repository.git('config', name, value);
    repository.write('.gitattributes', '* diff=x filter=x\n');
    repository.write('b', `x\n${tokens[0]}\n`);
    writeFileSync(join(repository.folder, 'c'), tokens[1]);
    // What git ran for us until here.
    rmSync(proof, { force: true });
    const staged = await secretsInGit(repository.folder, 'staged', settingsIn(folder));
    assert.deepEqual(told(staged), ['secret/gitlab-token b:2']);
    const history = await secretsInGit(repository.folder, 'history', settingsIn(folder));
    assert.deepEqual(told(history), ['secret/gitlab-token a:1']);
    assert.ok(!existsSync(proof));
  }));

test('secrets of patches from standard input', () =>
  inTemporaryDirectory(async (folder) => {
    const repository = new Repository(join(folder, 'repository'));
    repository.write('a', `x\n${tokens[0]}\n`);
    repository.commit('one');
    const log = repository.git('log', '-p');
    const input = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from(log.slice(0, 100));
      yield Buffer.from(log.slice(100));
    };
    const report = await secretsInPatches({ ...settingsIn(folder), input });
    assert.deepEqual(told(report), ['secret/gitlab-token a:2']);
    const nothing = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`a text\n${tokens[0]}\n`);
    };
    await assert.rejects(secretsInPatches({ ...settingsIn(folder), input: nothing }), { code: 'E_WRONG_KIND' });
    await assert.rejects(secretsInPatches({ ...settingsIn(folder), input: async function* () {} }), {
      code: 'E_WRONG_KIND',
    });
    await assert.rejects(secretsInPatches(settingsIn(folder)), { code: 'E_USAGE' });
  }));

for (const [what, make] of [
  ['a folder that is no repository', () => {}],
  ['a repository without a commit', (folder: string) => void execFileSync('git', ['init', '--quiet', folder])],
] as const) {
  test(`secrets of a history: ${what} is no clean one`, () =>
    inTemporaryDirectory(async (folder) => {
      make(folder);
      await assert.rejects(secretsInGit(folder, 'history', settingsIn(folder)), (error: { code?: string }) =>
        ['E_TARGET_NOT_FOUND', 'E_WRONG_KIND'].includes(error.code ?? ''),
      );
    }));
}

test('secrets of a history: under rules of another scanner', () =>
  inTemporaryDirectory(async (folder) => {
    const repository = new Repository(join(folder, 'repository'));
    repository.write('a', `acme_q8z3lk0v ${tokens[0]}\n`);
    repository.commit('one');
    const path = join(folder, 'rules.toml');
    writeFileSync(path, "[[rules]]\nid = 'acme'\nregex = 'acme_[a-z0-9]{8}'\n");
    const report = await secretsInGit(repository.folder, 'history', {
      ...settingsIn(folder),
      secretRules: { path, name: 'rules.toml' },
    });
    assert.deepEqual(told(report), ['secret/custom/acme a:1']);
    assert.match(report.coverage.problems.map(({ message }) => message).join(), /only its own rules were looked for/);
  }));
