import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment } from '../examples.ts';
import { ofContainers, ofMainContainers, wantIf } from '../look.ts';
import { withRequest } from '../mends/requests.ts';
import { probes, resources } from '../references.ts';

/** A check that a container says how much it needs, or how much it may have. */
function resource(
  kind: 'requests' | 'limits',
  name: 'cpu' | 'memory',
  own: Pick<ManifestCheck, 'aliases' | 'why' | 'severity'>,
): ManifestCheck {
  const isLimit = kind === 'limits';
  const what = name === 'cpu' ? 'time of processors' : 'memory';
  const value = name === 'cpu' ? '250m' : '64Mi';
  return {
    id: `kubernetes/${name}-${isLimit ? 'limit' : 'request'}`,
    version: 1,
    title: isLimit ? `Nothing bounds the ${what} of a container` : `Nothing says how much ${what} a container needs`,
    ...own,
    frameworks: isLimit ? controls({ 'nsa-cisa': 'pods', attack: ['T1496', 'T1499'] }) : [],
    remedy: `Set \`resources.${kind}.${name}\`.`,
    references: [resources],
    violating: [deployment({}), deployment({ container: `resources: { ${kind}: { ephemeral-storage: 1Gi } }` })],
    clean: [deployment({ container: `resources: { ${kind}: { ${name}: ${value} } }` })],
    ...(isLimit ? {} : { mender: withRequest(name) }),
    look: ofContainers(({ node, role }) => {
      const set = node.at('resources', kind, name);
      return wantIf(role !== 'ephemeral container' && !set.isSet, set, 'a quantity');
    }),
  };
}

/** Kinds whose pods end by themselves: nothing waits on them, and nothing starts them anew. */
const ends = new Set(['Job', 'CronJob']);

function probe(
  field: 'livenessProbe' | 'readinessProbe',
  own: Pick<ManifestCheck, 'id' | 'title' | 'aliases' | 'why'>,
): ManifestCheck {
  return {
    ...own,
    version: 1,
    severity: 'low',
    remedy: `Give the container a \`${field}\`.`,
    references: [probes],
    violating: [deployment({})],
    clean: [
      deployment({ container: `${field}: { httpGet: { path: /healthz, port: 8080 } }` }),
      'apiVersion: batch/v1\nkind: Job\nmetadata: { name: once }\nspec: { template: { spec: { containers: [{ name: a, image: b }] } } }\n',
    ],
    look: ofMainContainers(({ node }, _, { kind }) =>
      wantIf(!ends.has(kind) && !node.get(field).isSet, node.get(field), 'a probe'),
    ),
  };
}

/** What containers need and may have, and how it is known whether they are well. */
export const resourceChecks: readonly ManifestCheck[] = [
  resource('requests', 'cpu', {
    severity: 'low',
    aliases: [
      'CKV_K8S_10',
      'KSV-0015',
      'C-0268',
      'C-0050',
      'resources-cpu-requests',
      'resources-cpu-limit-and-request',
      'cpuRequestsMissing',
      'unset-cpu-requirements',
    ],
    why: 'The scheduler puts it onto a node that has no time left, and it is the first to wait.',
  }),
  resource('limits', 'cpu', {
    severity: 'low',
    aliases: [
      'CKV_K8S_11',
      'KSV-0011',
      'C-0270',
      'C-0303',
      'C-0050',
      'resources-cpu-limits',
      'resources-cpu-limit-and-request',
      'resources-sandbox-cpu-limits',
      'cpuLimitsMissing',
      'unset-cpu-requirements',
    ],
    why: 'A container that goes wrong, or mines coins, takes what others on the node would use.',
  }),
  resource('requests', 'memory', {
    severity: 'low',
    aliases: [
      'CKV_K8S_12',
      'KSV-0016',
      'C-0269',
      'C-0004',
      'resources-memory-requests',
      'resources-memory-limit-and-request',
      'memoryRequestsMissing',
      'unset-memory-requirements',
    ],
    why: 'The scheduler puts it onto a node that has no memory left, and it is the first to be killed.',
  }),
  resource('limits', 'memory', {
    severity: 'medium',
    aliases: [
      'CKV_K8S_13',
      'KSV-0018',
      'C-0271',
      'C-0004',
      'resources-memory-limits',
      'resources-memory-limit-and-request',
      'resources-sandbox-memory-limits',
      'memoryLimitsMissing',
      'unset-memory-requirements',
    ],
    why: 'A container that leaks, or is made to, takes the memory of the node until others are killed.',
  }),
  probe('livenessProbe', {
    id: 'kubernetes/liveness-probe',
    title: 'Nobody asks whether a container is still alive',
    aliases: ['CKV_K8S_8', 'C-0056', 'configured-liveness-probe', 'livenessProbeMissing', 'no-liveness-probe'],
    why: 'A process that hangs is not started anew.',
  }),
  probe('readinessProbe', {
    id: 'kubernetes/readiness-probe',
    title: 'Nobody asks whether a container is ready',
    aliases: ['CKV_K8S_9', 'C-0018', 'configured-readiness-probe', 'readinessProbeMissing', 'no-readiness-probe'],
    why: 'Requests are sent to it while it starts, and while it cannot answer.',
  }),
];
