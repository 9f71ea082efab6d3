import { containerSetters, type PodView, type Violation, violation } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

function notForbidden(pod: PodView): readonly Violation[] {
  return containerSetters(pod)
    .map(({ owner, security }) => ({ owner, node: security.get('allowPrivilegeEscalation') }))
    .filter(({ node }) => node.boolean() !== false)
    .map(({ owner, node }) => violation(owner, node, 'false'));
}

export const privilegeEscalation: Control = {
  id: 'pod-security/privilege-escalation',
  name: 'privilege-escalation',
  title: 'Privilege escalation',
  why: 'A set-user-ID program or file capabilities turn a process into root unless the kernel is told never to give it more rights than its parent had.',
  severity: 'medium',
  fields: ['spec.containers[*].securityContext.allowPrivilegeEscalation'],
  revisions: [
    {
      level: 'restricted',
      from: '1.8',
      check: 'allowPrivilegeEscalation',
      allowed: 'false',
      violations: notForbidden,
    },
    {
      level: 'restricted',
      from: '1.25',
      check: 'allowPrivilegeEscalation',
      allowed: 'false; Windows pods have none',
      violations: (pod) => (pod.isWindows ? [] : notForbidden(pod)),
    },
  ],
  remedy: 'Set allowPrivilegeEscalation: false on every container.',
  references: [podSecurityStandards],
  aliases: ['allowPrivilegeEscalation'],
  violating: [
    {
      level: 'restricted',
      version: '1.8',
      pod: { spec: { containers: [{ name: 'web', image: 'example.com/web' }] } },
    },
    {
      level: 'restricted',
      version: '1.24',
      pod: { spec: { os: { name: 'windows' }, containers: [{ name: 'web', image: 'example.com/web' }] } },
    },
  ],
  clean: [
    {
      level: 'restricted',
      version: 'latest',
      pod: {
        spec: {
          containers: [{ name: 'web', image: 'example.com/web', securityContext: { allowPrivilegeEscalation: false } }],
        },
      },
    },
    {
      level: 'restricted',
      version: '1.25',
      pod: { spec: { os: { name: 'windows' }, containers: [{ name: 'web', image: 'example.com/web' }] } },
    },
  ],
};
