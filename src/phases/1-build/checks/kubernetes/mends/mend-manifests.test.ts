import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYaml } from '../../../../../foundations/formats/index.ts';
import { manifestChecks } from '../checks.ts';
import { readManifestFile } from '../read-manifest-file.ts';
import { mendManifests } from './mend-manifests.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const subject = { kind: 'files', name: 'x', content: 'manifest', path: 'x' } as const;
const none: ReadonlySet<string> = new Set();
const standard = { checks: manifestChecks, asked: none, leaveIn: () => none };

async function mend(text: string, options: Partial<Parameters<typeof mendManifests>[1]> = {}, path = 'x.yaml') {
  const file = await readManifestFile(path, bytes(text), subject);
  assert.ok(file, text);
  const [made] = await mendManifests([file], { ...standard, ...options });
  return made ?? { path, before: text, text, places: [] };
}

const pod = (spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec:\n${spec.replaceAll(/^(?=.)/gm, '  ')}`;

interface Case {
  readonly what: string;
  readonly checks: readonly string[];
  readonly also?: true;
  readonly text: string;
  readonly becomes?: string;
  readonly why?: RegExp;
}

const one = '- name: web # the one\n  image: web:1\n';
const cases: readonly Case[] = [
  {
    what: 'no more rights',
    checks: ['privilege-escalation'],
    text: pod(`containers:\n${one}# end\n`),
    becomes: pod(`containers:\n${one}  securityContext:\n    allowPrivilegeEscalation: false\n# end\n`),
  },
  {
    what: 'no more rights, where somebody allows them',
    checks: ['privilege-escalation'],
    text: pod(`containers:\n${one}  securityContext: { allowPrivilegeEscalation: true } # why\n`),
    why: /somebody allows it/,
  },
  {
    what: 'no more rights, where somebody allows them and somebody asks',
    checks: ['privilege-escalation'],
    also: true,
    text: pod(`containers:\n${one}  securityContext: { allowPrivilegeEscalation: true } # why\n`),
    becomes: pod(`containers:\n${one}  securityContext: { allowPrivilegeEscalation: false } # why\n`),
  },
  {
    what: 'a privileged container',
    checks: ['privilege-escalation', 'capability-not-dropped'],
    also: true,
    text: pod(`containers:\n${one}  securityContext: { privileged: true }\n`),
    why: /Kubernetes refuses|has them all/,
  },
  {
    what: 'Windows',
    checks: [
      'privilege-escalation',
      'seccomp',
      'capability-not-dropped',
      'run-as-non-root',
      'writable-root-filesystem',
    ],
    also: true,
    text: pod(`os: { name: windows }\ncontainers:\n${one}`),
    why: /Windows/,
  },
  {
    what: 'capabilities of a user that is known',
    checks: ['capability-not-dropped'],
    text: pod(
      `securityContext: { runAsUser: 1000 }\ncontainers:\n${one}  securityContext:\n    capabilities:\n      drop:\n      - NET_RAW\n`,
    ),
    becomes: pod(
      `securityContext: { runAsUser: 1000 }\ncontainers:\n${one}  securityContext:\n    capabilities:\n      drop:\n      - NET_RAW\n      - ALL\n`,
    ),
  },
  {
    what: 'capabilities of one that may be root',
    checks: ['capability-not-dropped', 'capability-net-raw'],
    text: pod(`containers:\n${one}`),
    why: /begins as root/,
  },
  {
    what: 'capabilities of one that listens where root does',
    checks: ['capability-not-dropped'],
    text: pod(`securityContext: { runAsUser: 1000 }\ncontainers:\n${one}  ports: [{ containerPort: 80 }]\n`),
    why: /below port 1024/,
  },
  {
    what: 'a filter that somebody switched off',
    checks: ['seccomp'],
    text: pod(`securityContext: { seccompProfile: { type: Unconfined } }\ncontainers:\n${one}`),
    why: /switched the filter off|mended first/,
  },
  { what: 'no root', checks: ['run-as-non-root'], text: pod(`containers:\n${one}`), why: /not started any more/ },
  {
    what: 'no root, where it is root',
    checks: ['run-as-non-root'],
    also: true,
    text: pod(`securityContext: { runAsUser: 0 }\ncontainers:\n${one}`),
    why: /says that it is root/,
  },
  {
    what: 'a token of an account of its own',
    checks: ['service-account-token'],
    text: pod(`serviceAccountName: own\ncontainers:\n${one}`),
    why: /speaks to the API/,
  },
  {
    what: 'a token of the account of every pod, which has rights',
    checks: ['service-account-token'],
    text: `${pod(`containers:\n${one}`)}---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: a, namespace: shop }\nroleRef: { kind: Role, name: a, apiGroup: rbac.authorization.k8s.io }\nsubjects: [{ kind: ServiceAccount, name: default }]\n`,
    why: /speaks to the API/,
  },
  {
    what: 'a request is the limit, where there is one',
    checks: ['memory-request', 'cpu-request'],
    text: pod(`containers:\n${one}  resources:\n    limits: { memory: 1Gi }\n`),
    becomes: pod(
      `containers:\n${one}  resources:\n    limits: { memory: 1Gi }\n    requests:\n      cpu: 100m\n      memory: 1Gi\n`,
    ),
  },
  {
    what: 'what an annotation sets aside',
    checks: ['privilege-escalation'],
    text: `apiVersion: v1\nkind: Pod\nmetadata: { name: web, annotations: { checkov.io/skip1: "CKV_K8S_20=needed" } }\nspec: { containers: [{ name: a, image: b }] }\n`,
  },
  {
    what: 'what a comment sets aside',
    checks: ['privilege-escalation'],
    text: `# seaworthy:ignore privilege-escalation it must\n${pod(`containers:\n${one}`)}`,
  },
  {
    what: 'an anchor that several share',
    checks: ['privilege-escalation'],
    text: pod(`containers:\n- &a { name: web, image: "web:1" }\n- *a\n`),
    why: /anchor or alias/,
  },
  {
    what: 'a workload without a selector',
    checks: ['removed-version'],
    text: 'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: { name: a }\nspec: { template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: a, image: b }] } } }\n',
    why: /wants a selector/,
  },
  {
    what: 'a workload with a selector',
    checks: ['removed-version'],
    text: 'apiVersion: apps/v1beta2 # old\nkind: Deployment\nmetadata: { name: a }\nspec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: a, image: b }] } } }\n',
    becomes:
      'apiVersion: apps/v1 # old\nkind: Deployment\nmetadata: { name: a }\nspec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: a, image: b }] } } }\n',
  },
  {
    what: 'an Ingress, whose fields are others',
    checks: ['removed-version'],
    text: 'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: { name: a }\nspec: {}\n',
    why: /other fields/,
  },
  {
    what: 'an empty selector of a budget',
    checks: ['removed-version'],
    text: 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: a }\nspec: { maxUnavailable: 1, selector: {} }\n',
    why: /means every pod/,
  },
];

for (const { what, checks, also, text, becomes = text, why } of cases)
  test(`mend a manifest: ${what}`, async () => {
    const ids = checks.map((id) => `kubernetes/${id}`);
    const chosen = manifestChecks.filter(({ id }) => ids.includes(id));
    assert.equal(chosen.length, ids.length);
    const made = await mend(text, { checks: chosen, asked: new Set(also ? ids : []) });
    assert.ok('text' in made, 'why' in made ? made.why : '');
    assert.equal(made.text, becomes);
    const kept = made.places.flatMap((place) => (place.state === 'mended' ? [] : [place.why ?? '']));
    assert.ok(
      why === undefined ? kept.length === 0 : kept.length > 0 && kept.every((each) => why.test(each)),
      kept.join('\n'),
    );
  });

test('a manifest that was not read whole is left alone', async () => {
  const made = await mend(
    `${pod(`containers:\n${one}`)}---\napiVersion: a.example/v1\nkind: Odd\nmetadata: { name: x }\n`,
  );
  assert.ok('text' in made);
  const gap = await mend(
    `${pod(`containers:\n${one}`)}---\napiVersion: a.example/v1\nkind: Odd\nspec: { containers: [{ image: a }] }\n`,
  );
  assert.match('why' in gap ? gap.why : '', /names containers or images/);
  const odd = await mend(pod(`automountServiceAccountToken: 3\ncontainers:\n${one}`));
  assert.match('why' in odd ? odd.why : '', /automountServiceAccountToken must be true or false/);
});

/** Fields that a mend may set. */
const mendable =
  /\/(?:allowPrivilegeEscalation|seccompProfile\/type|capabilities\/drop(?:\/\d+)?|automountServiceAccountToken|requests\/(?:cpu|memory)|apiVersion|serviceAccountName|runAsNonRoot|readOnlyRootFilesystem)$/;

/** Every leaf of a value by its path; an empty object or list is none. */
function leaves(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return value === null ? [] : [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${path}/${name}`));
}

const valuesOf = async (text: string): Promise<readonly unknown[]> =>
  (await readYaml(bytes(text), 'x', { version: '1.1' })).map(({ value }) => value);
const commentsIn = (text: string): readonly string[] => text.match(/(?:^|[ \t])#.*$/gm) ?? [];

/** Manifests in the forms in which people write them: with comments, other line ends, deeper lines, as JSON, as a list, on one line. */
async function forms(text: string): Promise<readonly string[]> {
  const { stringify } = await import('yaml');
  const values = await valuesOf(text);
  const [first] = values;
  return [
    text,
    `# first\n${text.replaceAll(/^(\s*)(kind|spec|containers):/gm, '$1# above $2\n$1$2:')}# last\n`,
    text.replaceAll('\n', '\r\n'),
    values.map((value) => stringify(value, { indent: 4 })).join('---\n'),
    values.map((value) => stringify(value, { indentSeq: false })).join('...\n---\n'),
    values.map((value) => stringify(value, { collectionStyle: 'flow' })).join('---\n'),
    JSON.stringify(values.length === 1 ? first : { apiVersion: 'v1', kind: 'List', items: values }, undefined, 2),
    JSON.stringify(values.length === 1 ? first : { apiVersion: 'v1', kind: 'List', items: values }),
  ];
}

test('mended manifests say the same but for what was mended, keep their comments, and are mended once', async () => {
  const examples = manifestChecks
    .filter(({ id }) => !/^kubernetes\/(?:api-server|etcd|kubelet|scheduler|controller)/.test(id))
    .flatMap(({ violating, clean }) => [violating[0] ?? '', clean[0] ?? '']);
  const all = [...new Set(examples)];
  let [files, mended] = [0, 0];
  for (const [index, example] of all.entries()) {
    for (const text of index % 8 === 0 ? await forms(example) : [example]) {
      const asked = index % 2 === 0 ? none : new Set(manifestChecks.map(({ id }) => id));
      const made = await mend(text, { asked });
      if ('why' in made) continue;
      files++;
      if (made.text === text) continue;
      mended++;
      const [before, after] = [await valuesOf(text), await valuesOf(made.text)];
      const had = new Map(before.flatMap((value, at) => leaves(value, `${at}`)));
      const has = new Map(after.flatMap((value, at) => leaves(value, `${at}`)));
      const changed = [...new Set([...had.keys(), ...has.keys()])].filter((path) => had.get(path) !== has.get(path));
      assert.deepEqual(
        changed.filter((path) => !mendable.test(path) && !/pod-security\.kubernetes\.io/.test(path)),
        [],
        `${text}\n${made.text}`,
      );
      assert.ok(changed.length > 0, text);
      assert.deepEqual(commentsIn(made.text), commentsIn(text), made.text);
      if (/^\s*[{[]/.test(text) && !text.includes('---')) JSON.parse(text.includes('"apiVersion"') ? made.text : '{}');
      const again = await mend(made.text, { asked });
      assert.ok('text' in again && again.text === made.text, made.text);
      assert.ok(
        again.places.every(({ state }) => state !== 'mended'),
        made.text,
      );
    }
  }
  assert.ok(files > 250 && mended > 150, `${files} files, ${mended} mended`);
});

test('every mender of manifests has something to do in an example of its check', async () => {
  for (const check of manifestChecks) {
    if (check.mender === undefined) continue;
    const states = await Promise.all(
      check.violating.map(async (text) => {
        const made = await mend(text, { checks: [check], asked: new Set([check.id]) });
        return 'text' in made && made.places.some(({ state }) => state === 'mended');
      }),
    );
    assert.ok(states.includes(true), check.id);
  }
});
