import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, programPath as onPath } from '../../../../lab/fixtures/index.ts';
import { fixedClock, placeOf } from '../../../core/index.ts';
import { findProgram } from '../../../foundations/net/index.ts';
import { offlineSettings } from '../../settings.ts';
import { lint } from '../lint.ts';

const hasHelm = (await findProgram('helm', onPath)) !== undefined;
const hasKustomize = (await findProgram('kustomize', onPath)) ?? (await findProgram('kubectl', onPath));
const withHelm = { skip: hasHelm ? false : 'helm is not on the path' };
const withKustomize = { skip: hasKustomize === undefined ? 'neither kustomize nor kubectl is on the path' : false };

const pod = (name: string, lines = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n${lines}  containers: [{ name: a, image: b }]\n`;
const wanted = ['kubernetes/host-pid', 'kubernetes/host-ipc', 'kubernetes/host-network'];

type Files = Readonly<Record<string, string>>;

/** What is told of the checks above, and what was missed, both with paths below the folder. */
async function judged(files: Files, programPath = onPath, asked = '') {
  return inTemporaryDirectory(async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      if (content.startsWith('-> ')) symlinkSync(content.slice(3), path);
      else writeFileSync(path, content);
      if (content.startsWith('#!')) chmodSync(path, 0o755);
    }
    const path = programPath.replaceAll('HERE', folder);
    const given = { databaseDirectory: '/nowhere', toolVersion: 'test', clock: fixedClock('2026-11-24T00:00:00Z') };
    const report = await lint([join(folder, asked)], offlineSettings({ ...given, programPath: path }));
    const inside = (where: string): string => where.slice(folder.length + 1);
    return {
      told: report.findings
        .filter(({ id }) => wanted.includes(id))
        .map(({ id, location }) => {
          const place = placeOf(location);
          const object = location.kind === 'manifest' ? location.object?.name : undefined;
          return `${inside(place.path)}${place.line === undefined ? '' : `:${place.line}`} ${object} ${id.slice('kubernetes/'.length)}`;
        })
        .sort(),
      missed: report.coverage.problems
        .filter(({ incomplete }) => incomplete)
        .map(({ where, message }) => `${inside(where)} ${message}`),
      said: report.coverage.problems
        .filter(({ incomplete, part }) => !incomplete && part === 'kubernetes')
        .map(({ where, message }) => `${inside(where)} ${message}`),
      findings: report.findings,
    };
  });
}

const chart = 'apiVersion: v2\nname: web\nversion: 0.1.0\n';
/** A chart with a template that is no YAML, one that calls for values, and a chart inside. */
const charts: Files = {
  'web/Chart.yaml': chart,
  'web/values.yaml': 'pid: true\napiVersion: and kind\n',
  'web/templates/pod.yaml': pod('{{ .Release.Name }}', '  hostPID: {{ .Values.pid }}\n'),
  'web/templates/if.yaml': `{{ if .Values.never }}\n${pod('never', '  hostIPC: true\n')}{{ end }}\n`,
  'web/charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
  'web/charts/sub/templates/pod.yaml': pod('sub', '  hostNetwork: {{ .Values.x | default true }}\n'),
  'web/crds/plain.yaml': pod('plain', '  hostIPC: true\n'),
};
const other: Files = { 'other.yaml': pod('other') };

test(
  'a Helm chart is judged by what helm makes of it, at its templates; nothing is told as broken YAML',
  withHelm,
  async () => {
    const { told, missed } = await judged(charts);
    assert.deepEqual(told, [
      'web/charts/sub/templates/pod.yaml sub host-network',
      'web/crds/plain.yaml:6 plain host-ipc',
      'web/templates/pod.yaml release host-pid',
    ]);
    assert.deepEqual(missed, []);
  },
);

test('a Helm chart where there is no helm is told, once, and its templates are not', async () => {
  const { told, missed } = await judged({ ...charts, ...other }, '/nonexistent');
  assert.deepEqual(told, ['web/crds/plain.yaml:6 plain host-ipc']);
  assert.deepEqual(missed, ['web/Chart.yaml a Helm chart, not judged: helm is not on the path']);
});

/** Charts of which nothing is made. */
const notMade: readonly (readonly [what: string, files: Files, missed: RegExp | undefined])[] = [
  [
    'a dependency that is not there',
    { 'Chart.yaml': `${chart}dependencies: [{ name: db, version: 1.x, repository: "https://a.example" }]\n` },
    /helm says: .*db/,
  ],
  ['a template that fails', { 'templates/a.yaml': '{{ required "say it" .Values.it }}\n' }, /helm says: .*say it/],
  ['a link that leads out', { 'templates/a.yaml': '-> /etc/passwd' }, /templates\/a\.yaml is a link/],
  ['no object', { 'templates/NOTES.txt': 'hello\n' }, /makes no object/],
  ['what is made is no YAML', { 'templates/a.yaml': 'a: [\n' }, /helm says|not YAML/],
  ['a chart that others use', { 'Chart.yaml': `${chart}type: library\n`, 'templates/_a.tpl': '' }, undefined],
];

for (const [what, files, wantedMiss] of notMade) {
  test(`a Helm chart, ${what}`, withHelm, async () => {
    const inChart = Object.entries({ 'Chart.yaml': chart, ...files }).map(([name, text]) => [`c/${name}`, text]);
    const { missed } = await judged({ ...Object.fromEntries(inChart), ...other });
    if (wantedMiss === undefined) assert.deepEqual(missed, []);
    else assert.match(missed.join('\n'), wantedMiss);
    assert.ok(!missed.join('\n').includes('root:'));
  });
}

test('a program in the folder itself is not the one that is meant', async () => {
  const evil = '#!/bin/sh\necho "---"; echo "# Source: web/templates/pod.yaml"; cat HERE\n';
  const { missed } = await judged(
    { ...charts, ...other, 'web/helm': evil },
    ['HERE/web', '/nonexistent'].join(delimiter),
  );
  assert.match(missed.join('\n'), /helm is not on the path/);
});

const base: Files = {
  'base/kustomization.yaml': 'resources: [pod.yaml]\n',
  'base/pod.yaml': pod('a', '  hostPID: true\n'),
};

test(
  'kustomizations are judged by what is made of them, those that others are built of with these; patches are no objects',
  withKustomize,
  async () => {
    const { told, missed, findings } = await judged({
      ...base,
      'dev/kustomization.yaml': 'resources: [../base]\nnamePrefix: dev-\n',
      'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\npatches: [{ path: patch.yaml }]\n',
      'prod/patch.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostPID: false, hostIPC: true }\n',
      'plain.yaml': pod('plain', '  hostNetwork: true\n'),
    });
    assert.deepEqual(told, [
      'dev/kustomization.yaml dev-a host-pid',
      'plain.yaml:6 plain host-network',
      'prod/kustomization.yaml prod-a host-ipc',
    ]);
    assert.deepEqual(missed, []);
    assert.ok(!findings.some(({ location }) => /patch\.yaml|base/.test(placeOf(location).path)));
  },
);

/** Kustomizations of which nothing is made. */
const notBuilt: readonly (readonly [what: string, files: Files, missed: RegExp])[] = [
  [
    'what would be fetched',
    { 'k/kustomization.yaml': 'resources: ["https://a.example/x.yaml"]\n' },
    /nothing is fetched/,
  ],
  [
    'a base that would be',
    { 'k/kustomization.yaml': 'resources: [b]\n', 'k/b/kustomization.yaml': 'bases: ["git@a.example:x"]\n' },
    /nothing is fetched/,
  ],
  [
    'a chart inside',
    { 'k/kustomization.yaml': 'helmCharts: [{ name: a, repo: "https://a.example" }]\n' },
    /nothing is fetched/,
  ],
  ['a file that is not there', { 'k/kustomization.yaml': 'resources: [gone.yaml]\n' }, /says: .*gone\.yaml/],
  ['a part alone', { 'k/kustomization.yaml': 'kind: Component\nresources: []\n' }, /a part that no kustomization/],
  [
    'parts that are made of one another',
    { 'k/kustomization.yaml': 'resources: [b]\n', 'k/b/kustomization.yaml': 'resources: [..]\n' },
    /a part that no kustomization/,
  ],
  ['no YAML', { 'k/kustomization.yaml': 'resources: [\n' }, /not YAML/],
];

for (const [what, files, missedOf] of notBuilt) {
  test(`a kustomization, ${what}`, withKustomize, async () => {
    const { missed } = await judged({ ...files, ...other });
    assert.match(missed.join('\n'), missedOf);
  });
}

test('a kustomization is not built of what lies outside of the folders asked for', withKustomize, async () => {
  const files = { ...base, 'over/kustomization.yaml': 'resources: [../base]\n', 'over/plain.yaml': pod('plain') };
  const { told, missed } = await judged(files, onPath, 'over');
  assert.deepEqual(told, []);
  assert.match(missed.join('\n'), /outside of the folders/);
});

test('a kustomization where nothing can build it is told, and what it names is judged as it is', async () => {
  const { told, missed } = await judged(base, '/nonexistent');
  assert.deepEqual(told, ['base/pod.yaml:6 a host-pid']);
  assert.match(missed.join('\n'), /neither kustomize nor kubectl/);
});

test(
  'helm: templates that make nothing by the values of the chart are told, and so is a library',
  withHelm,
  async () => {
    const off: Files = {
      'web/Chart.yaml': `${chart}dependencies: [{ name: sub, version: 0.1.0, condition: sub.enabled }]\n`,
      'web/values.yaml': 'sub: { enabled: false }\n',
      'web/templates/pod.yaml': pod('a'),
      'web/templates/_help.tpl': '{{ define "a" }}{{ end }}',
      'web/charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
      'web/charts/sub/templates/pod.yaml': pod('b', '  hostPID: true\n'),
      'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 0.1.0\ntype: library\n',
      'lib/templates/pod.yaml': pod('c', '  hostPID: true\n'),
    };
    const { told, missed, said } = await judged(off);
    assert.deepEqual([told, missed], [[], []]);
    assert.match(said.join('\n'), /^web\/charts\/sub\/templates\/pod\.yaml 1 template makes no object/m);
    assert.match(said.join('\n'), /^lib\/Chart\.yaml a library chart/m);
    assert.equal(said.length, 2);
  },
);

test('a program for charts runs with bounded memory', async () => {
  const says = '#!/bin/sh\nulimit -v >&2\nexit 1\n';
  const { missed } = await judged(
    { 'bin/helm': says, 'web/Chart.yaml': chart, 'web/a.yaml': pod('a') },
    'HERE/bin',
    'web',
  );
  assert.match(missed.join('\n'), process.platform === 'linux' ? /helm says: 4194304/ : /helm says/);
});
