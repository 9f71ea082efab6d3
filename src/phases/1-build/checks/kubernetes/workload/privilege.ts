import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment } from '../examples.ts';
import { ofContainers, wantIf } from '../look.ts';
import { securityContexts } from '../references.ts';

/** What a container may do that an ordinary process may not. */
export const privilegeChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/privileged',
    version: 1,
    title: 'A container is privileged',
    severity: 'critical',
    aliases: [
      'CKV_K8S_16',
      'KSV-0017',
      'C-0057',
      'rule-privilege-escalation',
      'rule-privileged-container',
      'privileged-container',
      'runAsPrivileged',
    ],
    frameworks: controls({
      'cis-kubernetes': '5.2.2',
      'pod-security': 'baseline',
      'nist-800-190': '4.4.3',
      'nsa-cisa': 'pods',
      attack: 'T1611',
    }),
    why: 'A privileged container has every capability and every device of the node, and no filter of calls: whoever breaks into it owns the node.',
    remedy: 'Remove `privileged: true`; add the one capability or mount the one device that is needed.',
    references: [securityContexts],
    violating: [deployment({ container: 'securityContext: { privileged: true }' })],
    clean: [deployment({ container: 'securityContext: { privileged: false }' }), deployment({})],
    look: ofContainers(({ security }) => {
      const node = security.get('privileged');
      return wantIf(node.boolean() === true, node, 'false or not set');
    }),
  },
];
