import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { fixedClock, isIncomplete, placeOf, SeaworthyError } from '../../core/index.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { lint } from './lint.ts';

const settings: Settings = offlineSettings({
  databaseDirectory: '/nowhere',
  clock: fixedClock('2026-11-24T00:00:00Z'),
  toolVersion: 'test',
});

const good = 'FROM debian:latest\nUSER root\n';
const yaml = 'steps:\n  web:\n    image: x\n';
const compose = 'services:\n  web:\n    image: x\n';
const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\nspec:\n  containers: [{ name: a, image: b }]\n';
const passwd = 'root:x:0:0:root:/root:/bin/bash\nuser:hunter2:1:1::/:/bin/sh\n';
const typescript = "import { x } from 'y';\nexport const run = () => x;\n";
const python = 'from os import path\nfrom sys import argv\n\ndef run():\n  return path\n';
const prose = 'From time to time, run this.\nAdd more.\nCopy the file.\n';

/** What the command ends with: 0 judged whole, 5 judged in part, or the code of the error. */
async function endOf(paths: readonly string[]): Promise<string> {
  try {
    const report = await lint(paths, settings);
    return isIncomplete(report.coverage) ? '5' : '0';
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    assert.doesNotMatch(`${error.message}${error.why}`, /hunter2/);
    return `${error.exitCode} ${error.code}`;
  }
}

const inFolder = (files: Readonly<Record<string, string | Uint8Array>>, use: (folder: string) => Promise<void>) =>
  inTemporaryDirectory(async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    await use(folder);
  });

const none = '2 E_WRONG_KIND';
const named: readonly (readonly [what: string, name: string, content: string | Uint8Array, end: string])[] = [
  ['a Dockerfile', 'Dockerfile', good, '0'],
  ['a Dockerfile of another name', 'build-me', good, '0'],
  ['a Dockerfile for Go', 'Dockerfile.go', good, '0'],
  ['arguments first', 'Dockerfile', 'ARG V=1\nARG W\nFROM a:$V\n', '0'],
  ['in lower case, CR LF', 'dockerfile', 'from a:1\r\nrun true\r\n', '0'],
  ['a byte order mark', 'Dockerfile', `\ufeff${good}`, '0'],
  ['a shebang', 'Dockerfile', `#!/usr/bin/env -S docker build\n${good}`, '0'],
  ['the usual front end', 'Dockerfile', `# syntax=docker/dockerfile:1.7-labs\n${good}`, '0'],
  ['a mirror of it', 'Dockerfile', `# syntax=mirror.example:5000/docker/dockerfile:1@sha256:00\n${good}`, '0'],
  ['another front end, in the same language', 'Dockerfile', `# syntax=example/ext\n${good}`, '0'],
  ['another front end, with words of its own', 'Dockerfile', `# syntax=example/ext\n${good}INCLUDE x\n`, '5'],
  ['another front end, another language', 'Dockerfile', `# syntax=example/mopy\n${yaml}`, none],
  ['an unknown instruction', 'Dockerfile', `${good}RNU true\n`, '5'],
  ['a slip in the first word', 'Dockerfile', 'FORM a:1\nRUN true\n', '5'],
  ['a here-document without end', 'Dockerfile', `${good}RUN <<EOF\nsudo x\n`, '5'],
  ['a line that goes on and does not', 'Dockerfile', `${good}RUN true && \\`, '5'],
  ['lines of a script that were not joined', 'Dockerfile', `${good}RUN a &&\n  b -c &&\n  c &&\n  d &&\n  e\n`, '5'],
  ['no FROM', 'Dockerfile', 'RUN true\n', '5'],
  ['an instruction before FROM', 'Dockerfile', `RUN true\n${good}`, '5'],
  ['a malformed FROM', 'Dockerfile', 'FROM a b c d\nRUN true\n', '5'],
  ['a directive twice', 'Dockerfile', `# escape=\`\n# escape=\\\n${good}`, '5'],
  ['a fragment', 'common.inc', 'RUN true\nENV A=1\n', '5'],
  ['a template with nothing to fill in', 'Dockerfile.j2', good, '0'],
  ['a template', 'Dockerfile.tmpl', 'FROM {{ .Base }}\nRUN {{ .Command }}\nUSER root\n', '5'],
  ['a template with blocks', 'Dockerfile.j2', '{% if x %}\nFROM a:1\n{% endif %}\nUSER root\n', '5'],
  ['a template of configure', 'Dockerfile.in', 'FROM a:1\nRUN @COMMAND@\n', '5'],
  ['braces in what is no template', 'Dockerfile', "FROM a:1\nRUN x -f '{{.State}}'\n", '0'],
  ['nothing', 'Dockerfile', '', none],
  ['comments alone', 'Dockerfile', '# later\n\n', none],
  ['YAML of something else', 'compose.yaml', yaml, none],
  ['a Compose file', 'compose.yaml', compose, '0'],
  ['a Compose file of another name', 'stack.yml', compose, '0'],
  ['a Compose file without a name that tells', 'stack', compose, '0'],
  ['half a Compose file', 'compose.yaml', `${compose}    ports: [`, none],
  ['a Compose file that is called a Dockerfile', 'Dockerfile', compose, none],
  ['a field of the wrong type in a Compose file', 'compose.yaml', `${compose}    ports: 80\n`, '5'],
  ['a variable without a value, where it counts', 'compose.yaml', `${compose}    user: "$WHO"\n`, '5'],
  ['a variable without a value, where it does not', 'compose.yaml', `${compose}    command: "$WHAT"\n`, '0'],
  ['a file to be laid over another', 'compose.yaml', 'services:\n  web:\n    user: "1"\n', '5'],
  ['an include from elsewhere', 'compose.yaml', `include: [oci://a.example/b]\n${compose}`, '5'],
  ['an include of what is not there', 'compose.yaml', `include: [gone.yaml]\n${compose}`, '5'],
  ['an include of what is none of ours', 'compose.yaml', `include: [/etc/passwd]\n${compose}`, '5'],
  ['services of something else', 'services.yaml', 'services:\n  app: { class: App }\n', none],
  ['a manifest', 'pod.yaml', pod, '0'],
  ['a manifest of another name', 'pod', pod, '0'],
  [
    'a manifest as JSON',
    'pod.json',
    JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } }),
    '0',
  ],
  ['a manifest that is called a Dockerfile', 'Dockerfile', pod, none],
  ['half a manifest', 'pod.yaml', pod.slice(0, -4), none],
  ['a field of the wrong type', 'pod.yaml', `${pod}  hostPID: sure\n`, '5'],
  ['a template of manifests', 'pod.yaml', pod.replace('name: x', 'name: {{ .Name }}'), '5 E_INCOMPLETE'],
  ['what makes pods of its own', 'cr.yaml', 'apiVersion: a.b/v1\nkind: Web\nspec: { image: x }\n', '5'],
  ['YAML that is called a Dockerfile', 'Dockerfile', yaml, none],
  ['a password file', 'passwd', passwd, none],
  ['a password file that is called a Dockerfile', 'Dockerfile', passwd, none],
  ['patterns to ignore', 'Dockerfile.dockerignore', 'node_modules\n*.log\n', none],
  ['one pattern that is a keyword', '.gitignore', 'env\n', none],
  ['TypeScript', 'dockerfile.ts', typescript, none],
  ['Python', 'dockerfile.py', python, none],
  ['prose', 'README.md', prose, none],
  ['bytes', 'Dockerfile', new Uint8Array([0, 1, 2, 255]), none],
  ['UTF-16', 'Dockerfile', Buffer.from(`\ufeff${good}`, 'utf16le'), none],
];

for (const [what, name, content, end] of named) {
  test(`lint FILE, ${what}: ends with ${end}`, () =>
    inFolder({ [name]: content }, async (folder) => assert.equal(await endOf([join(folder, name)]), end)));
}

test('lint FILE: one that is none among several is refused, whichever it is', () =>
  inFolder({ Dockerfile: good, 'pod.yaml': yaml }, async (folder) => {
    const both = [join(folder, 'Dockerfile'), join(folder, 'pod.yaml')];
    assert.equal(await endOf(both), none);
    assert.equal(await endOf(both.toReversed()), none);
    assert.equal(await endOf([folder, join(folder, 'pod.yaml')]), none);
  }));

test('lint FILE: what is no file is refused, and not waited for', () =>
  inFolder({}, async (folder) => {
    const pipe = join(folder, 'Dockerfile');
    execFileSync('mkfifo', [pipe]);
    assert.equal(await endOf([pipe]), none);
    assert.equal(await endOf(['/dev/null']), none);
    assert.equal(await endOf([folder]), '1 E_TARGET_UNKNOWN');
  }));

/** Files that were judged, and those that were told, below the folder. */
async function walked(folder: string): Promise<{ readonly judged: string[]; readonly told: string[] }> {
  const { findings, coverage } = await lint([folder], settings);
  const inside = (path: string): string => path.slice(folder.length + 1);
  return {
    judged: [...new Set(findings.map(({ location }) => inside(placeOf(location).path)))].sort(),
    told: coverage.problems.filter(({ incomplete }) => incomplete).map(({ where }) => inside(where)),
  };
}

test('lint FOLDER: names and what stands in the files decide together', () =>
  inFolder(
    {
      Containerfile: good,
      'Dockerfile.prod': good,
      'Dockerfile-dev': good,
      Dockerfile_test: good,
      'web.dockerfile': good,
      'api-Containerfile': good,
      'deep/er/Dockerfile': good,
      'Dockerfile/Dockerfile.inside': good,
      'Dockerfile.go': good,
      MyDockerfile2: good,
      'Dockerfile.tmpl': good,
      'Dockerfile.md': prose,
      'dockerfile.ts': typescript,
      'Dockerfile.dockerignore': 'node_modules\n',
      'test-dockerfile.py': python,
      'build-me': good,
      'pod.yaml': yaml,
      'x/Dockerfile': yaml,
      'y/Containerfile': '',
      'z/Dockerfile': new Uint8Array([0, 1]),
      'c/docker-compose.yml': compose,
      'c/stack.yaml': compose,
      'c/compose.none.yaml': yaml,
      'c/services.yaml': 'services:\n  app: { class: App }\n',
    },
    async (folder) => {
      assert.deepEqual(await walked(folder), {
        judged: [
          'Containerfile',
          'Dockerfile-dev',
          'Dockerfile.go',
          'Dockerfile.prod',
          'Dockerfile.tmpl',
          'Dockerfile/Dockerfile.inside',
          'Dockerfile_test',
          'MyDockerfile2',
          'api-Containerfile',
          'c/docker-compose.yml',
          'c/stack.yaml',
          'deep/er/Dockerfile',
          'web.dockerfile',
        ],
        told: ['x/Dockerfile', 'y/Containerfile', 'z/Dockerfile', 'c/compose.none.yaml'],
      });
    },
  ));

test('lint FOLDER: links inside are followed once; those that lead out, and what is no file, are told', () =>
  inFolder({ 'in/real': good, 'in/Dockerfile.a': good, 'out/Dockerfile': good }, async (folder) => {
    const inside = join(folder, 'in');
    symlinkSync('real', join(inside, 'Dockerfile'));
    symlinkSync('real', join(inside, 'Dockerfile.again'));
    symlinkSync('Dockerfile.a', join(inside, 'Dockerfile.b'));
    symlinkSync('../out/Dockerfile', join(inside, 'Dockerfile.out'));
    symlinkSync('gone', join(inside, 'Dockerfile.gone'));
    symlinkSync('/etc/passwd', join(inside, 'dockerfile.ts'));
    execFileSync('mkfifo', [join(inside, 'Dockerfile.pipe')]);
    assert.deepEqual(await walked(inside), {
      judged: ['Dockerfile', 'Dockerfile.a'],
      told: ['Dockerfile.pipe', 'Dockerfile.gone', 'Dockerfile.out'],
    });
  }));

test('lint FOLDER: a manifest behind a link that leads out is missed, another file is not', () =>
  inFolder({ 'in/web.yaml': pod, 'out/pod.yaml': pod, 'out/other.json': '{ "a": 1 }' }, async (folder) => {
    const inside = join(folder, 'in');
    symlinkSync('../out/pod.yaml', join(inside, 'pod.yaml'));
    symlinkSync('../out/other.json', join(inside, 'other.json'));
    symlinkSync('../out', join(inside, 'folder.yaml'));
    assert.deepEqual(await walked(inside), { judged: ['web.yaml'], told: ['pod.yaml'] });
  }));

const nested = (depth: number): string =>
  depth === 0
    ? '{ apiVersion: v1, kind: Pod, spec: { containers: [] } }'
    : `{ apiVersion: v1, kind: List, items: [${nested(depth - 1)}] }`;
const hex = (letter: string): string => letter.charCodeAt(0).toString(16);
const hidden = (write: (digits: string) => string): string =>
  pod.replace('apiVersion', `"${write(hex('a'))}piVersion"`).replace('kind', `"${write(hex('k'))}ind"`);

/** Files beside one that is judged; a file that holds a manifest and is not named is never left out in silence. */
const beside: readonly (readonly [what: string, name: string, content: string | Uint8Array, end: string])[] = [
  ['names by \\x', 'a.yaml', hidden((digits) => `\\x${digits}`), 'judged'],
  ['names by \\u', 'a.json', hidden((digits) => `\\u00${digits.toUpperCase()}`), 'judged'],
  ['names by \\U', 'a.yaml', hidden((digits) => `\\U000000${digits}`), 'judged'],
  ['a name over two lines', 'a.yaml', pod.replace('apiVersion:', '? "api\\\n  Version"\n:'), 'judged'],
  ['escapes of something else', 'a.json', '{ "a": "\\u0041piVersion", "kind": "\\u00e9" }', 'left out'],
  ['UTF-16, little end first', 'a.yaml', Buffer.from(`\ufeff${pod}`, 'utf16le'), 'missed'],
  ['UTF-16, big end first', 'a.yaml', Buffer.from(`\ufeff${pod}`, 'utf16le').swap16(), 'missed'],
  ['UTF-16 of something else', 'a.yaml', Buffer.from(`\ufeff${yaml}`, 'utf16le'), 'left out'],
  ['lists in lists', 'a.yaml', nested(3), 'missed'],
  ['lists in lists, too many', 'a.yaml', nested(7), 'missed'],
  ['a list of what is no object', 'a.yaml', 'apiVersion: v1\nkind: List\nitems: [5]\n', 'missed'],
  ['a list that is none', 'a.yaml', 'apiVersion: v1\nkind: List\nitems: { a: 5 }\n', 'left out'],
  ['a kustomization that does not say so', 'kustomization.yaml', 'resources: [../x]\n', 'missed'],
  ['another name of one', 'Kustomization', 'resources: [../x]\n', 'missed'],
  ['large data', 'a.json', `{ "a": "${'x'.repeat(5_000_000)}" }`, 'left out'],
  ['a manifest that is too large', 'a.yaml', `${pod}${'#\n'.repeat(2_500_000)}`, 'missed'],
  ['resources of something else', 'custom.yaml', 'resources: [../x]\n', 'left out'],
];

for (const [what, name, content, end] of beside) {
  test(`lint FOLDER, ${what}: ${end}`, () =>
    inFolder({ 'x/good.yaml': pod, [`x/${name}`]: content }, async (folder) => {
      const { judged, told } = await walked(join(folder, 'x'));
      assert.equal(
        told.some((path) => path.startsWith(name)) ? 'missed' : judged.includes(name) ? 'judged' : 'left out',
        end,
      );
    }));
}

test('lint FOLDER: nothing that can be judged is never a pass', async () => {
  await inFolder({ 'README.md': prose }, async (folder) => assert.equal(await endOf([folder]), '1 E_TARGET_UNKNOWN'));
  await inFolder({ Dockerfile: yaml }, async (folder) => assert.equal(await endOf([folder]), '1 E_TARGET_UNKNOWN'));
  await inFolder({ Dockerfile: yaml, 'a.dockerfile': good }, async (folder) =>
    assert.equal(await endOf([folder]), '5'),
  );
  await inFolder({ 'node_modules/a/Dockerfile': good }, async (folder) =>
    assert.equal(await endOf([folder]), '1 E_TARGET_UNKNOWN'),
  );
});

test('lint FOLDER: folders that are left out are named, and take nothing from the verdict', () =>
  inFolder({ Dockerfile: good, 'node_modules/a/Dockerfile': good, '.git/x': '' }, async (folder) => {
    const { coverage } = await lint([folder], settings);
    assert.equal(isIncomplete(coverage), false);
    assert.match(coverage.problems[0]?.message ?? '', /\.git, node_modules/);
  }));
