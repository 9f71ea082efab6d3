import { containerSetters, type PodView, type Violation, violation } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

function unmasked(pod: PodView): readonly Violation[] {
  return containerSetters(pod)
    .map(({ owner, security }) => ({ owner, node: security.get('procMount') }))
    .filter(({ node }) => node.isSet && node.text() !== 'Default')
    .map(({ owner, node }) => violation(owner, node, 'Default or not set'));
}

const allowed = 'Default or not set';

export const procMount: Control = {
  id: 'pod-security/proc-mount',
  name: 'proc-mount',
  title: 'Masks over /proc',
  why: 'The default mount hides the parts of /proc through which a root process changes the kernel of the node.',
  severity: 'high',
  fields: ['spec.containers[*].securityContext.procMount'],
  revisions: [
    { level: 'baseline', from: '1.0', check: 'procMount', allowed, violations: unmasked },
    {
      level: 'baseline',
      from: '1.35',
      check: 'procMount',
      allowed: `${allowed}; anything when hostUsers is false`,
      violations: (pod) => (pod.hasUserNamespace ? [] : unmasked(pod)),
    },
    { level: 'restricted', from: '1.35', check: 'procMount_restricted', allowed, violations: unmasked },
  ],
  remedy: 'Remove procMount.',
  references: [podSecurityStandards],
  aliases: ['procMount', 'procMount_restricted'],
  violating: [
    {
      level: 'baseline',
      version: '1.34',
      pod: {
        spec: {
          hostUsers: false,
          containers: [{ name: 'web', image: 'example.com/web', securityContext: { procMount: 'Unmasked' } }],
        },
      },
    },
    {
      level: 'restricted',
      version: '1.35',
      pod: {
        spec: {
          hostUsers: false,
          containers: [{ name: 'web', image: 'example.com/web', securityContext: { procMount: 'Unmasked' } }],
        },
      },
    },
  ],
  clean: [
    {
      level: 'baseline',
      version: '1.35',
      pod: {
        spec: {
          hostUsers: false,
          containers: [{ name: 'web', image: 'example.com/web', securityContext: { procMount: 'Unmasked' } }],
        },
      },
    },
  ],
};
