import { type PodView, podOrEveryContainer, type Violation } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

const mayRunAsRoot = (pod: PodView): readonly Violation[] =>
  podOrEveryContainer(
    pod,
    ({ security }) => security.get('runAsNonRoot'),
    (node) => node.boolean() === true,
    'true',
  );

export const runAsNonRoot: Control = {
  id: 'pod-security/run-as-non-root',
  name: 'run-as-non-root',
  title: 'Running as non-root',
  why: 'Root in a container is root on the node as soon as a flaw of the runtime or the kernel lets it out.',
  severity: 'medium',
  fields: ['spec.securityContext.runAsNonRoot', 'spec.containers[*].securityContext.runAsNonRoot'],
  revisions: [
    {
      level: 'restricted',
      from: '1.0',
      check: 'runAsNonRoot',
      allowed: 'true, for the pod or for every container',
      violations: mayRunAsRoot,
    },
    {
      level: 'restricted',
      from: '1.35',
      check: 'runAsNonRoot',
      allowed: 'true, for the pod or for every container; anything when hostUsers is false',
      violations: (pod) => (pod.hasUserNamespace ? [] : mayRunAsRoot(pod)),
    },
  ],
  remedy: 'Set spec.securityContext.runAsNonRoot: true, and give the image a numeric USER.',
  references: [podSecurityStandards],
  aliases: ['runAsNonRoot'],
  violating: [
    {
      level: 'restricted',
      version: '1.0',
      pod: { spec: { containers: [{ name: 'web', image: 'example.com/web' }] } },
    },
    {
      level: 'restricted',
      version: 'latest',
      pod: {
        spec: {
          securityContext: { runAsNonRoot: true },
          containers: [{ name: 'web', image: 'example.com/web', securityContext: { runAsNonRoot: false } }],
        },
      },
    },
  ],
  clean: [
    {
      level: 'restricted',
      version: '1.0',
      pod: {
        spec: {
          securityContext: { runAsNonRoot: true },
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
    {
      level: 'restricted',
      version: '1.35',
      pod: { spec: { hostUsers: false, containers: [{ name: 'web', image: 'example.com/web' }] } },
    },
  ],
};
