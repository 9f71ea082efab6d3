import { orList } from '../../../../core/index.ts';
import { allSetters, type PodView, type Violation, violation } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

const types = ['container_t', 'container_init_t', 'container_kvm_t'];
const typesWithEngine = [...types, 'container_engine_t'];

function violations(pod: PodView, allowed: readonly string[]): readonly Violation[] {
  return allSetters(pod).flatMap(({ owner, security }) => {
    const options = security.get('seLinuxOptions');
    const type = options.get('type');
    const isGood = allowed.includes(type.text() ?? '') || (type.text() ?? '') === '';
    return [
      ...(isGood ? [] : [violation(owner, type, orList(allowed))]),
      ...['user', 'role']
        .map((name) => options.get(name))
        .filter((node) => (node.text() ?? '') !== '')
        .map((node) => violation(owner, node, 'not set')),
    ];
  });
}

export const seLinux: Control = {
  id: 'pod-security/se-linux',
  name: 'se-linux',
  title: 'SELinux options',
  why: 'The SELinux type keeps a container from the files and processes of the node; another type, user or role lifts that.',
  severity: 'high',
  fields: [
    'spec.securityContext.seLinuxOptions.{type,user,role}',
    'spec.containers[*].securityContext.seLinuxOptions.{type,user,role}',
  ],
  revisions: [
    {
      level: 'baseline',
      from: '1.0',
      check: 'seLinuxOptions',
      allowed: `type: ${orList(types)}; user and role not set`,
      violations: (pod) => violations(pod, types),
    },
    {
      level: 'baseline',
      from: '1.31',
      check: 'seLinuxOptions',
      allowed: `type: ${orList(typesWithEngine)}; user and role not set`,
      violations: (pod) => violations(pod, typesWithEngine),
    },
  ],
  remedy: 'Remove user and role, and let the runtime choose the type.',
  references: [podSecurityStandards],
  aliases: ['seLinuxOptions'],
  violating: [
    {
      level: 'baseline',
      version: '1.30',
      pod: {
        spec: {
          securityContext: { seLinuxOptions: { type: 'container_engine_t' } },
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
    {
      level: 'baseline',
      version: 'latest',
      pod: {
        spec: {
          containers: [
            { name: 'web', image: 'example.com/web', securityContext: { seLinuxOptions: { role: 'sysadm_r' } } },
          ],
        },
      },
    },
  ],
  clean: [
    {
      level: 'baseline',
      version: '1.31',
      pod: {
        spec: {
          securityContext: { seLinuxOptions: { type: 'container_engine_t', level: 's0:c1,c2' } },
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
  ],
};
