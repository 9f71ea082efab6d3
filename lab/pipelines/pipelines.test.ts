import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parse, parseAllDocuments } from 'yaml';
import { inTemporaryDirectory, missingProgram } from '../fixtures/index.ts';

const root = new URL('../../', import.meta.url).pathname;
const examples = join(root, 'examples/ci');
const text = (name: string): string => readFileSync(join(examples, name), 'utf8');
const seaworthy = join(root, 'seaworthy');

/** What a program sees that shares nothing with this process, whose other tests move folders about. */
const plain = (home: string): Readonly<Record<string, string>> => ({
  PATH: process.env.PATH ?? '',
  HOME: home,
  SEAWORTHY_OFFLINE: 'true',
});

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
  readonly uses?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

/** A program that writes down what it was called with and what came in. */
function double(folder: string, name: string): string {
  const file = join(folder, name);
  const body = `printf '%s\\n' "$@" >>"${file}.words"\nif [ "$1" = api ]; then cat >"${file}.input"; fi\n`;
  writeFileSync(file, `#!/bin/sh\n${body}`);
  chmodSync(file, 0o755);
  return `${file}.words`;
}

/** What the first step gives out, of a project with this Dockerfile. */
function judged(folder: string, more: Readonly<Record<string, string>> = {}) {
  mkdirSync(join(folder, 'shop'), { recursive: true });
  const outputs = join(folder, 'outputs');
  writeFileSync(outputs, '');
  const env = {
    ...plain(folder),
    SEAWORTHY_RECORD: 'off',
    GITHUB_ACTION_PATH: join(examples, 'github'),
    GITHUB_OUTPUT: outputs,
    RUNNER_TEMP: folder,
    FOLDER: 'shop',
    IMAGES: '',
    BASELINE: '',
    FAIL_ON: '',
    ...more,
  };
  const { status, stdout, stderr } = spawnSync('bash', [join(examples, 'github/judge.sh')], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  const lines = readFileSync(outputs, 'utf8').split('\n').filter(Boolean);
  const told = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))) as Record<string, string>;
  return { stdout, code: Number(told.code), results: told.folder ?? '', report: told.report ?? '' };
}

test('the action of GitHub judges, keeps the code for the end, and compares with a baseline', async () => {
  await inTemporaryDirectory(async (folder) => {
    mkdirSync(join(folder, 'shop'));
    writeFileSync(join(folder, 'shop/Dockerfile'), 'FROM debian:12\nRUN true\n');
    const first = judged(folder);
    assert.equal(first.code, 3, 'the container runs as root');
    assert.deepEqual(readdirSync(first.results).sort(), ['report.json', 'report.md', 'report.sarif']);
    assert.match(first.stdout, /root-user/);
    assert.equal(judged(folder, { BASELINE: first.report }).code, 0, 'nothing is new');
    writeFileSync(join(folder, 'shop/Dockerfile'), 'FROM debian:12\nRUN sudo true\n');
    assert.equal(judged(folder, { BASELINE: first.report }).code, 3);
    assert.equal(judged(folder, { FAIL_ON: 'critical' }).code, 0);
    assert.equal(judged(folder, { IMAGES: 'oci:nowhere\n\noci:nothing' }).code, 3, 'images are words of their own');
    const odd = '$(touch stolen); `touch stolen`';
    assert.equal(judged(folder, { FOLDER: odd }).code, 1, 'a name is no code');
    assert.ok(!existsSync(join(folder, 'stolen')));
  });
});

test('the action of GitHub sends the result to code scanning and rewrites one comment', {
  skip: (await missingProgram([['jq', '--version', 'jq is not installed']])) ?? false,
}, async () => {
  await inTemporaryDirectory(async (folder) => {
    mkdirSync(join(folder, 'shop'));
    writeFileSync(join(folder, 'shop/Dockerfile'), 'FROM debian:12\nRUN true\n');
    const { results } = judged(folder);
    const words = double(folder, 'gh');
    const env = {
      PATH: [folder, process.env.PATH].join(delimiter),
      RESULTS: results,
      NUMBER: '7',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_SHA: 'a'.repeat(40),
      GITHUB_REF: 'refs/pull/7/merge',
    };
    const run = (name: string): void => {
      const { status, stderr } = spawnSync('bash', [join(examples, 'github', name)], {
        env,
        input: '',
        encoding: 'utf8',
      });
      assert.equal(status, 0, `${name}: ${stderr}`);
    };
    run('upload.sh');
    const sent = JSON.parse(readFileSync(join(folder, 'gh.input'), 'utf8')) as Record<string, string>;
    assert.equal(sent.ref, env.GITHUB_REF);
    const sarif: unknown = JSON.parse(gunzipSync(Buffer.from(sent.sarif ?? '', 'base64')).toString());
    assert.equal((sarif as { version: string }).version, '2.1.0');
    run('comment.sh');
    assert.match(readFileSync(words, 'utf8'), /code-scanning\/sarifs[\s\S]*\npr\ncomment\n7\n/);
    assert.match(readFileSync(join(results, 'comment.md'), 'utf8'), /root-user/);
  });
});

test('the action uses no other, and nothing that somebody writes reaches a script as code', () => {
  const { inputs, runs } = parse(text('github/action.yml')) as Action;
  assert.equal(runs.using, 'composite');
  const asked = new Set<string>();
  for (const step of runs.steps) {
    assert.equal(step.uses, undefined);
    assert.equal(step.shell, 'bash');
    assert.ok(!step.run.includes('${{'), step.run);
    for (const value of [...Object.values(step.env), step.if ?? ''])
      for (const [, name = ''] of value.matchAll(/inputs\.([\w-]+)/g)) asked.add(name);
  }
  assert.deepEqual([...asked].sort(), Object.keys(inputs).sort(), 'each input is used, and none that there is not');
  const { steps } = runs;
  assert.ok(
    steps.every(({ if: when }, at) => when === undefined || at < steps.length - 1),
    'the code counts last',
  );
});

/** Words of `seaworthy` in a file, as the shell would part them, for the project in the working folder. */
const lines: Readonly<Record<string, (name: string) => readonly string[]>> = {
  'gitlab/template.yml': (name) => {
    const [, job] = parseAllDocuments(text(name)).map((document) => document.toJS() as unknown);
    const { script } = (job as { seaworthy: { script: readonly string[] } }).seaworthy;
    return script.map((line) => line.replace('npx --yes "$SEAWORTHY"', '"$SEAWORTHY"'));
  },
  'jenkins/Jenkinsfile': (name) => {
    const [, script = ''] = /sh '''([\s\S]*?)'''/.exec(text(name)) ?? [];
    const [, words = ''] = /"\$SEAWORTHY" \\\n([\s\S]*)/.exec(script) ?? [];
    return [`"$SEAWORTHY" ${words.replaceAll('/work/', '')}`];
  },
  'tekton/task.yaml': (name) => {
    const { spec } = parse(text(name)) as { spec: { steps: readonly { args: readonly string[] }[] } };
    return spec.steps.map(({ args }) => `"$SEAWORTHY" ${args.filter((word) => !word.startsWith('$(')).join(' ')}`);
  },
};

for (const [name, linesOf] of Object.entries(lines))
  test(`examples/ci/${name} calls the program with words that it knows`, async () => {
    await inTemporaryDirectory(async (folder) => {
      writeFileSync(join(folder, 'Dockerfile'), 'FROM debian:12\nRUN true\n');
      const env = { ...plain(folder), SEAWORTHY: seaworthy, FOLDER: '.', IMAGES: '', IMAGE: '' };
      for (const line of linesOf(name)) {
        const { status, stderr } = spawnSync('bash', ['-euc', line], { cwd: folder, env, encoding: 'utf8' });
        assert.equal(status, 3, `${line}\n${stderr}`);
        assert.ok(existsSync(join(folder, 'seaworthy.json')));
      }
    });
  });

test('every image that a pipeline runs is given by its digest, and no example holds a secret', async () => {
  assert.match(text('gitlab/template.yml'), /regex: \^\\S\+@sha256:\[0-9a-f\]\{64\}\$/);
  for (const name of readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((one) =>
    /\.\w+$|file$/.test(one),
  ))
    assert.doesNotMatch(text(name), /^\s*(?:image|uses): (?!\$)\S+:(?!.*@)\S+$/m, name);
  await inTemporaryDirectory(async (folder) => {
    const { stdout, stderr } = spawnSync(seaworthy, ['scan', examples, '--offline', '--no-record', '-o', 'json'], {
      env: plain(folder),
      encoding: 'utf8',
    });
    assert.notEqual(stdout, '', stderr);
    const { findings } = JSON.parse(stdout) as { findings: readonly { readonly kind: string }[] };
    assert.deepEqual(
      findings.filter(({ kind }) => kind === 'secret'),
      [],
    );
  });
});

test('the task of Tekton runs with as little as there is', () => {
  const { spec } = parse(text('tekton/task.yaml')) as { spec: { steps: readonly { securityContext: unknown }[] } };
  const least = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  };
  for (const { securityContext } of spec.steps) assert.deepEqual(securityContext, least);
});

test('the hooks of pre-commit look at what is staged', {
  skip: (await missingProgram([['git', '--version', 'git is not installed']])) ?? false,
}, async () => {
  const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly {
    readonly id: string;
    readonly entry: string;
    readonly args: readonly string[];
    readonly files?: string;
  }[];
  const asked = parse(text('pre-commit/.pre-commit-config.yaml')) as {
    repos: readonly { hooks: readonly { id: string }[] }[];
  };
  assert.deepEqual(
    asked.repos.flatMap((repo) => repo.hooks.map(({ id }) => id)),
    hooks.map(({ id }) => id),
  );
  await inTemporaryDirectory(async (folder) => {
    const git = (...words: string[]) => spawnSync('git', words, { cwd: folder, encoding: 'utf8' });
    git('init', '-q');
    const env = plain(folder);
    const run = (id: string, ...files: string[]) => {
      const hook = hooks.find((one) => one.id === id);
      assert.equal(hook?.entry, 'seaworthy');
      return spawnSync(seaworthy, [...(hook?.args ?? []), ...files], { cwd: folder, env, encoding: 'utf8' });
    };
    writeFileSync(join(folder, 'Dockerfile'), 'FROM debian:12\nRUN true\n');
    git('add', '.');
    assert.equal(run('seaworthy-secrets').status, 0, run('seaworthy-secrets').stderr);
    assert.equal(run('seaworthy-lint', 'Dockerfile').status, 3);
    writeFileSync(join(folder, 'a.env'), `TOKEN=ghp_${'b2Fq9Xw1Lr7Tz3Nc8Vd5Yk0Mj4Hs6Pe2Gu1A'}\n`);
    git('add', '.');
    assert.equal(run('seaworthy-secrets').status, 3);
  });
  const wanted = new RegExp(hooks.find(({ files }) => files !== undefined)?.files ?? '');
  for (const name of ['Dockerfile', 'a/Containerfile', 'Dockerfile.dev', 'x/app.dockerfile', 'deploy/a.yaml'])
    assert.match(name, wanted);
  for (const name of ['README.md', 'a.yaml', 'notDockerfile']) assert.doesNotMatch(name, wanted);
});
