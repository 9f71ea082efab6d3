import { allSetters, type PodView, type Violation, violation } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

function root(pod: PodView): readonly Violation[] {
  return allSetters(pod)
    .map(({ owner, security }) => ({ owner, node: security.get('runAsUser') }))
    .filter(({ node }) => node.number() === 0)
    .map(({ owner, node }) => violation(owner, node, 'any number but 0, or not set'));
}

export const runAsUser: Control = {
  id: 'pod-security/run-as-user',
  name: 'run-as-user',
  title: 'Running as user 0',
  why: 'User 0 is root, whatever the image says; and root in a container is one flaw away from root on the node.',
  severity: 'medium',
  fields: ['spec.securityContext.runAsUser', 'spec.containers[*].securityContext.runAsUser'],
  revisions: [
    {
      level: 'restricted',
      from: '1.23',
      check: 'runAsUser',
      allowed: 'any number but 0, or not set',
      violations: root,
    },
    {
      level: 'restricted',
      from: '1.35',
      check: 'runAsUser',
      allowed: 'any number but 0, or not set; anything when hostUsers is false',
      violations: (pod) => (pod.hasUserNamespace ? [] : root(pod)),
    },
  ],
  remedy: 'Set runAsUser to a number above 0, or remove it and give the image a numeric USER.',
  references: [podSecurityStandards],
  aliases: ['runAsUser'],
  violating: [
    {
      level: 'restricted',
      version: '1.23',
      pod: {
        spec: {
          securityContext: { runAsUser: 0 },
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
    {
      level: 'restricted',
      version: '1.34',
      pod: {
        spec: {
          hostUsers: false,
          containers: [{ name: 'web', image: 'example.com/web', securityContext: { runAsUser: 0 } }],
        },
      },
    },
  ],
  clean: [
    {
      level: 'restricted',
      version: '1.35',
      pod: {
        spec: {
          hostUsers: false,
          securityContext: { runAsUser: 0 },
          containers: [{ name: 'web', image: 'example.com/web', securityContext: { runAsUser: 1000 } }],
        },
      },
    },
  ],
};
