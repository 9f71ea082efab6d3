import { allSetters, violation } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/';
const expectedType = 'RuntimeDefault or Localhost';
const expectedAnnotation = 'runtime/default or localhost/…';

const isGoodAnnotation = (value: string): boolean =>
  value === '' || value === 'runtime/default' || value.startsWith('localhost/');

export const appArmor: Control = {
  id: 'pod-security/app-armor',
  name: 'app-armor',
  title: 'AppArmor profile',
  why: 'Without its AppArmor profile a container may mount, trace and write to /proc and /sys as far as its capabilities reach.',
  severity: 'high',
  fields: [
    'spec.securityContext.appArmorProfile.type',
    'spec.containers[*].securityContext.appArmorProfile.type',
    `metadata.annotations["${annotationPrefix}*"]`,
  ],
  revisions: [
    {
      level: 'baseline',
      from: '1.0',
      check: 'appArmorProfile',
      allowed: `${expectedType}, or not set; annotations: ${expectedAnnotation}`,
      violations: (pod) => [
        ...allSetters(pod)
          .map(({ owner, security }) => ({ owner, profile: security.get('appArmorProfile') }))
          .filter(({ profile }) => profile.isSet)
          .map(({ owner, profile }) => ({ owner, type: profile.get('type') }))
          .filter(({ type }) => type.text() !== 'RuntimeDefault' && type.text() !== 'Localhost')
          .map(({ owner, type }) => violation(owner, type, expectedType)),
        ...pod.annotations
          .filter(({ name, node }) => name.startsWith(annotationPrefix) && !isGoodAnnotation(node.text() ?? ''))
          .map(({ name, node }) =>
            violation(`container ${JSON.stringify(name.slice(annotationPrefix.length))}`, node, expectedAnnotation),
          ),
      ],
    },
  ],
  remedy: 'Remove the profile, so that the default one holds, or name RuntimeDefault or a Localhost profile.',
  references: [podSecurityStandards],
  aliases: ['appArmorProfile'],
  violating: [
    {
      level: 'baseline',
      version: '1.0',
      pod: {
        metadata: { annotations: { [`${annotationPrefix}web`]: 'unconfined' } },
        spec: { containers: [{ name: 'web', image: 'example.com/web' }] },
      },
    },
    {
      level: 'baseline',
      version: 'latest',
      pod: {
        spec: {
          securityContext: { appArmorProfile: { type: 'Unconfined' } },
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
  ],
  clean: [
    {
      level: 'baseline',
      version: 'latest',
      pod: {
        metadata: { annotations: { [`${annotationPrefix}web`]: 'localhost/web' } },
        spec: {
          securityContext: { appArmorProfile: { type: 'RuntimeDefault' } },
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
  ],
};
