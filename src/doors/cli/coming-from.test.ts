import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  dockerArchive,
  engineAnswers,
  httpSocket,
  imageBlobs,
  inTemporaryDirectory,
  layer,
  makeZip,
  memoryRegistry,
  ociLayout,
  pushIndex,
  tourFolder,
} from '../../../lab/fixtures/index.ts';
import { flowsOnDemand } from '../../flows/on-demand.ts';
import { cli } from './run.ts';
import { fakeHost } from './testing/fake-host.ts';

const docs = new URL('../../../docs/', import.meta.url).pathname;

const flaw = (ecosystem: string, name: string, id: string, alias: string): { name: string; content: string } => ({
  name: `${id}.json`,
  content: JSON.stringify({
    schema_version: '1.6.0',
    id,
    aliases: [alias],
    modified: '2025-12-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem, name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.15.0' }] }],
      },
    ],
  }),
});
const secdb = JSON.stringify({
  distroversion: 'v3.20',
  reponame: 'main',
  urlprefix: 'https://example.com',
  packages: [{ pkg: { name: 'busybox', secfixes: { '1.36.5-r0': ['CVE-2025-0001'] } } }],
});

/** A check of one's own, of the page about them. */
const ownChecks = /```yaml\n(version: 1[\s\S]*?)```/.exec(readFileSync(join(docs, 'own-checks.md'), 'utf8'))?.[1] ?? '';

/** Feeds that these pages do not speak of. */
const unasked = Object.fromEntries(['nvd', 'nvd-products', 'nodejs'].map((name) => [name, 'off']));
const installed = { path: 'lib/apk/db/installed', body: 'P:busybox\nV:1.36.0-r0\nA:x86_64\no:busybox\nL:MIT\n\n' };
const appLayer = (mark: string) =>
  layer([
    { path: 'etc/os-release', body: 'ID=alpine\nVERSION_ID=3.20.3\n' },
    installed,
    { path: 'app/node_modules/log4x/package.json', body: '{"name":"log4x","version":"1.0.0","license":"MIT"}' },
    { path: 'app/mark', body: mark },
  ]);
const image = (architecture: string) => ({ layers: [appLayer(architecture)], platform: { os: 'linux', architecture } });

const openvex = (registry: string): string =>
  JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://example.com/vex/1',
    author: 'a',
    timestamp: '2025-12-01T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { name: 'CVE-2025-0001' },
        products: [{ '@id': `pkg:oci/app?repository_url=${registry}/app` }],
        status: 'not_affected',
        justification: 'vulnerable_code_not_present',
      },
    ],
  });

function put(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(name), { recursive: true });
    writeFileSync(name, content);
  }
}

/** A repository with one commit, of what lies in a folder; what `git log -p` tells of it. */
function repository(folder: string): string {
  const git = (...words: string[]): string =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      cwd: folder,
    }).stdout.toString();
  git('init', '--quiet');
  git('add', 'package-lock.json');
  git('commit', '--quiet', '-m', 'a');
  return git('log', '-p');
}

/** A line of a page as words: quotes are taken off. */
const wordsOf = (line: string): readonly string[] => line.split(' ').map((word) => word.replace(/^'(.*)'$/, '$1'));

test('every command line of a page for those who come from another tool runs', async () => {
  const lines: string[] = [];
  for await (const file of glob('coming-from-*.md', { cwd: docs }))
    for (const [, line = ''] of (await readFile(join(docs, file), 'utf8')).matchAll(/`seaworthy ([^`]+)`/g))
      lines.push(line);
  assert.ok(lines.length > 50, `only ${lines.length} were found`);
  const before = process.cwd();
  await inTemporaryDirectory(async (work) => {
    await using registry = await memoryRegistry();
    const manifests = ['amd64', 'arm64'].map((architecture) => ({
      ...registry.push('app', imageBlobs(image(architecture))),
      platform: { os: 'linux', architecture },
    }));
    pushIndex(registry, 'app', manifests, '1.4');
    registry.push('alpine', imageBlobs(image('amd64')), '3.20');
    const { bytes: archive, images } = dockerArchive([{ ...image('amd64'), tags: ['alpine:3.20'] }]);
    const id = images[0]?.config.digest ?? '';
    const names = ['app:1.4', 'alpine:3.20', 'docker.io/library/alpine:3.20'];
    const held = [{ id, names, archive }];
    await using docker = await httpSocket(join(work, 'docker.sock'), engineAnswers(held));
    await using podman = await httpSocket(join(work, 'podman.sock'), engineAnswers(held, '/v4.0.0/libpod'));
    const scratch = join(work, 'scratch');
    mkdirSync(scratch);
    process.chdir(scratch);
    try {
      const tour = (name: string): string => pathToFileURL(join(tourFolder, 'advisories', name)).href;
      const feed = (name: string): string => pathToFileURL(join(work, 'feeds', name)).href;
      cpSync(join(tourFolder, 'advisories/osv'), join(work, 'feeds/osv'), { recursive: true });
      put({
        [join(work, 'feeds/osv/npm/all.zip')]: makeZip([flaw('npm', 'log4x', 'GHSA-1', 'CVE-2021-44228')]),
        [join(work, 'feeds/osv/Maven/all.zip')]: makeZip([flaw('Maven', 'org.x:log4x', 'GHSA-2', 'CVE-2021-44228')]),
        [join(work, 'feeds/alpine/v3.20/main.json')]: secdb,
        [join(work, 'feeds/alpine/v3.20/community.json')]: secdb.replace(/"packages":.*$/, '"packages":[]}'),
        'package-lock.json': JSON.stringify({
          lockfileVersion: 3,
          packages: { 'node_modules/log4x': { version: '1.0.0' } },
        }),
        Dockerfile: 'FROM alpine:3.20\nUSER 1000\n',
        'deploy.yaml': `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: "${registry.host}/app:1.4" }] }\n`,
        'app.openvex.json': openvex(registry.host),
        'vexhub/a.openvex.json': openvex(registry.host),
        '.trivyignore': '# a reason\nCVE-2025-0001\n',
        '.dockleignore': '# a reason\nCIS-DI-0001\n',
        'config.json': JSON.stringify({ os: 'linux', architecture: 'amd64', config: {}, rootfs: { diff_ids: [] } }),
        '.grype.yaml': 'ignore:\n  - vulnerability: CVE-2025-0001\n    reason: a reason\n',
        '.gitleaks.toml': "[[rules]]\nid = 'a'\nregex = 'aaa[0-9]{20}'\n",
        '.checkov.yaml': 'skip-check: [CKV_K8S_43]\ncheck: [CKV_K8S_16]\n',
        '.hadolint.yaml': 'ignored: [DL3020]\n',
        'own.yaml': ownChecks,
        '.gitleaksignore': 'a.txt:generic-api-key:1\n',
        'old.json': JSON.stringify([{ RuleID: 'a', File: 'a.txt', StartLine: 1, Fingerprint: 'a.txt:a:1' }]),
        'packages.txt': 'pkg:npm/log4x@1.0.0\n',
        'rootfs/etc/os-release': 'ID=alpine\nVERSION_ID=3.20.3\n',
        'rootfs/lib/apk/db/installed': installed.body,
        'rootfs/test/x': '',
        'app.tar': archive,
      });
      put({ [join(work, 'repository/package-lock.json')]: readFileSync('package-lock.json') });
      repository(join(work, 'repository'));
      const history = repository(scratch);
      await ociLayout('layout', [{ tag: '1.4', images: [image('amd64')] }]);
      cpSync('rootfs', join(work, 'mnt'), { recursive: true });
      const feeds = {
        osv: feed('osv'),
        alpine: feed('alpine'),
        kev: tour('kev'),
        epss: tour('epss'),
        'debian-tracker': tour('debian-tracker'),
        'debian-advisories': tour('debian-advisories'),
      };
      put({ [join(work, 'config/seaworthy/seaworthy.yaml')]: JSON.stringify({ feeds: { ...unasked, ...feeds } }) });
      const env = {
        PATH: process.env.PATH ?? '',
        HOME: work,
        XDG_DATA_HOME: join(work, 'data'),
        XDG_CACHE_HOME: join(work, 'cache'),
        XDG_CONFIG_HOME: join(work, 'config'),
        DOCKER_HOST: `unix://${docker.path}`,
        CONTAINER_HOST: `unix://${podman.path}`,
        SOURCE_DATE_EPOCH: String(Date.parse('2026-01-01T00:00:00Z') / 1000),
        SEAWORTHY_INSECURE_PLAIN_HTTP: registry.host,
        SEAWORTHY_KEY_PASSWORD: 'only here',
      };
      /** What stands on the pages for something that is not on this machine, and what stands for it here. */
      const here: readonly (readonly [RegExp, string])[] = [
        [/^app:1\.4$/, `${registry.host}/app:1.4`],
        [/^reg\.example\//, `${registry.host}/`],
        [/^git:https:\/\/git\.example\/app\.git$/, `git:${join(work, 'repository')}`],
        [/^dir:\/mnt$/, `dir:${join(work, 'mnt')}`],
        [/^oci:examples\/tour\//, `oci:${tourFolder}`],
      ];
      const run = async (line: string, piped = '') => {
        const isFromRegistry = line.includes('--from registry');
        // Without a network the engine has it, and no registry.
        const isHere = line.includes('--offline');
        const words = wordsOf(line).map((word) =>
          isFromRegistry && word === 'alpine:3.20'
            ? `${registry.host}/${word}`
            : isHere && word === 'app:1.4'
              ? word
              : here.reduce((text, [from, to]) => text.replace(from, to), word),
        );
        const host = fakeHost({ env, workingFolder: scratch, flows: flowsOnDemand, piped });
        const code = await cli(words, host);
        return { code, out: host.printed(), err: host.said() };
      };
      const prepare = [
        'keys generate --out team',
        'keys generate --out release',
        'gate init gate.yaml',
        'db update alpine/3.20 osv/npm osv/Maven kev epss',
        'sbom app:1.4 -o cyclonedx=bom.json',
        'scan app:1.4 -o json=report.json',
        // What others take from the registry is put there first.
        ...lines.filter((line) => line.startsWith('db push ')),
      ];
      const wrong: string[] = [];
      for (const line of [...prepare, ...lines]) {
        const { code, out, err } = await run(
          line,
          line.startsWith('secrets git -')
            ? history
            : readFileIfThere(line.startsWith('lint -') ? 'Dockerfile' : 'bom.json'),
        );
        const files = [...line.matchAll(/-o \w+=(\S+)/g)].map(([, file = '']) => file);
        const isTold =
          files.length > 0
            ? files.every((file) => existsSync(file))
            : out.trim() !== '' || line.startsWith('keys') || line.startsWith('gate init');
        if (![0, 3, 5].includes(code) || !isTold)
          wrong.push(`seaworthy ${line}: ${code}\n${out.slice(0, 300)}${err.slice(0, 600)}`);
      }
      assert.deepEqual(wrong, []);
      assert.ok(docker.asked.length > 0 && podman.asked.length > 0, 'both engines were asked');
    } finally {
      process.chdir(before);
    }
  });
});

const readFileIfThere = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
