import { orList } from '../../../../core/index.ts';
import { containerSetters, type PodView, type Violation, violation } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

/** What container runtimes give by default, without NET_RAW. */
const harmless = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/** Names are compared as written: `CAP_CHOWN` and `chown` are other names to Kubernetes. */
function addedBeyond(pod: PodView, allowed: readonly string[]): readonly Violation[] {
  return containerSetters(pod).flatMap(({ owner, security }) =>
    security
      .at('capabilities', 'add')
      .items()
      .filter((node) => !allowed.includes(node.text() ?? ''))
      .map((node) => violation(owner, node, orList(allowed))),
  );
}

function allNotDropped(pod: PodView): readonly Violation[] {
  return containerSetters(pod).flatMap(({ owner, security }) => {
    const drop = security.at('capabilities', 'drop');
    return drop.items().some((node) => node.text() === 'ALL') ? [] : [violation(owner, drop, 'a list with ALL')];
  });
}

const restricted = (pod: PodView): readonly Violation[] => [
  ...allNotDropped(pod),
  ...addedBeyond(pod, ['NET_BIND_SERVICE']),
];

const restrictedAllowed = 'drop must have ALL; add may have NET_BIND_SERVICE';

export const capabilities: Control = {
  id: 'pod-security/capabilities',
  name: 'capabilities',
  title: 'Linux capabilities',
  why: 'Capabilities are pieces of root: with SYS_ADMIN, SYS_PTRACE or NET_ADMIN a container reaches out of itself, with NET_RAW it forges packets.',
  severity: 'high',
  fields: [
    'spec.containers[*].securityContext.capabilities.add',
    'spec.containers[*].securityContext.capabilities.drop',
  ],
  revisions: [
    {
      level: 'baseline',
      from: '1.0',
      check: 'capabilities_baseline',
      allowed: `add may have ${orList(harmless)}`,
      violations: (pod) => addedBeyond(pod, harmless),
    },
    {
      level: 'restricted',
      from: '1.22',
      check: 'capabilities_restricted',
      allowed: restrictedAllowed,
      violations: restricted,
    },
    {
      level: 'restricted',
      from: '1.25',
      check: 'capabilities_restricted',
      allowed: `${restrictedAllowed}; Windows pods have none`,
      violations: (pod) => (pod.isWindows ? [] : restricted(pod)),
    },
  ],
  remedy: 'Set capabilities.drop to ["ALL"] on every container, and add back at most NET_BIND_SERVICE.',
  references: [podSecurityStandards],
  aliases: ['capabilities_baseline', 'capabilities_restricted'],
  violating: [
    {
      level: 'baseline',
      version: '1.0',
      pod: {
        spec: {
          containers: [
            {
              name: 'web',
              image: 'example.com/web',
              securityContext: { capabilities: { add: ['CHOWN', 'NET_RAW'] } },
            },
          ],
        },
      },
    },
    {
      level: 'restricted',
      version: '1.22',
      pod: { spec: { containers: [{ name: 'web', image: 'example.com/web' }] } },
    },
    {
      level: 'restricted',
      version: '1.25',
      pod: {
        spec: {
          containers: [
            {
              name: 'web',
              image: 'example.com/web',
              securityContext: { capabilities: { drop: ['ALL'], add: ['CHOWN'] } },
            },
          ],
        },
      },
    },
  ],
  clean: [
    {
      level: 'baseline',
      version: 'latest',
      pod: {
        spec: {
          containers: [
            { name: 'web', image: 'example.com/web', securityContext: { capabilities: { add: ['CHOWN'] } } },
          ],
        },
      },
    },
    {
      level: 'restricted',
      version: 'latest',
      pod: {
        spec: {
          containers: [
            {
              name: 'web',
              image: 'example.com/web',
              securityContext: { capabilities: { drop: ['NET_RAW', 'ALL'], add: ['NET_BIND_SERVICE'] } },
            },
          ],
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
