import type { DocumentNode } from '../../../../foundations/formats/index.ts';
import {
  allSetters,
  type PodView,
  podOrEveryContainer,
  type Violation,
  violation,
} from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

const podAnnotation = 'seccomp.security.alpha.kubernetes.io/pod';
const containerAnnotation = 'container.seccomp.security.alpha.kubernetes.io/';
const expectedType = 'RuntimeDefault or Localhost';
const expectedAnnotation = 'runtime/default, docker/default or localhost/…';

const isGoodAnnotation = (value: string): boolean =>
  value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/');

const isGoodProfile = (profile: DocumentNode): boolean => {
  const type = profile.get('type').text();
  return type === 'RuntimeDefault' || type === 'Localhost';
};

/** Only the annotations of the pod and of containers that it has. */
function badAnnotations(pod: PodView): readonly Violation[] {
  const owners = new Map([
    [podAnnotation, 'pod'],
    ...pod.containers.map(({ role, name }): [string, string] => [
      containerAnnotation + name,
      `${role} ${JSON.stringify(name)}`,
    ]),
  ]);
  return pod.annotations.flatMap(({ name, node }) => {
    const owner = owners.get(name);
    return owner === undefined || isGoodAnnotation(node.text() ?? '')
      ? []
      : [violation(owner, node, expectedAnnotation)];
  });
}

function badProfiles(pod: PodView): readonly Violation[] {
  return allSetters(pod)
    .map(({ owner, security }) => ({ owner, profile: security.get('seccompProfile') }))
    .filter(({ profile }) => profile.isSet && !isGoodProfile(profile))
    .map(({ owner, profile }) => violation(owner, profile.get('type'), expectedType));
}

const withoutProfile = (pod: PodView): readonly Violation[] =>
  podOrEveryContainer(pod, ({ security }) => security.get('seccompProfile'), isGoodProfile, expectedType);

export const seccomp: Control = {
  id: 'pod-security/seccomp',
  name: 'seccomp',
  title: 'Seccomp profile',
  why: 'Seccomp keeps a container from the system calls that it does not need; most escapes through the kernel begin with one of those.',
  severity: 'medium',
  fields: [
    'spec.securityContext.seccompProfile.type',
    'spec.containers[*].securityContext.seccompProfile.type',
    `metadata.annotations["${podAnnotation}"] and ["${containerAnnotation}*"] before 1.19`,
  ],
  revisions: [
    {
      level: 'baseline',
      from: '1.0',
      check: 'seccompProfile_baseline',
      allowed: `annotations: ${expectedAnnotation}, or none`,
      violations: badAnnotations,
    },
    {
      level: 'baseline',
      from: '1.19',
      check: 'seccompProfile_baseline',
      allowed: `${expectedType}, or not set`,
      violations: badProfiles,
    },
    {
      level: 'restricted',
      from: '1.19',
      check: 'seccompProfile_restricted',
      allowed: `${expectedType}, for the pod or for every container`,
      violations: withoutProfile,
    },
    {
      level: 'restricted',
      from: '1.25',
      check: 'seccompProfile_restricted',
      allowed: `${expectedType}, for the pod or for every container; Windows pods have none`,
      violations: (pod) => (pod.isWindows ? [] : withoutProfile(pod)),
    },
  ],
  remedy: 'Set spec.securityContext.seccompProfile to { type: RuntimeDefault }.',
  references: [podSecurityStandards],
  aliases: ['seccompProfile_baseline', 'seccompProfile_restricted'],
  violating: [
    {
      level: 'baseline',
      version: '1.18',
      pod: {
        metadata: { annotations: { [podAnnotation]: 'unconfined' } },
        spec: { containers: [{ name: 'web', image: 'example.com/web' }] },
      },
    },
    {
      level: 'baseline',
      version: '1.19',
      pod: {
        spec: {
          containers: [
            { name: 'web', image: 'example.com/web', securityContext: { seccompProfile: { type: 'Unconfined' } } },
          ],
        },
      },
    },
    {
      level: 'restricted',
      version: '1.19',
      pod: { spec: { containers: [{ name: 'web', image: 'example.com/web' }] } },
    },
  ],
  clean: [
    {
      level: 'baseline',
      version: 'latest',
      pod: {
        metadata: { annotations: { [podAnnotation]: 'unconfined' } },
        spec: { containers: [{ name: 'web', image: 'example.com/web' }] },
      },
    },
    {
      level: 'restricted',
      version: 'latest',
      pod: {
        spec: {
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
  ],
};
