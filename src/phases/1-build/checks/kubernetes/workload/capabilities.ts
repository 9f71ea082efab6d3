import type { ContainerView } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment } from '../examples.ts';
import { type FieldWanted, ofContainers, wantIf } from '../look.ts';
import { withoutCapabilities } from '../mends/hardening.ts';
import { capabilitiesPage, securityContexts } from '../references.ts';

/** A capability as Kubernetes names it; `CAP_` and small letters are mistakes that mean the same to whoever reads. */
const named = (value: unknown): string => String(value).toUpperCase().replace(/^CAP_/, '');

/** Added capabilities that are among these. */
const addedOf =
  (unwanted: (name: string) => boolean) =>
  ({ security }: ContainerView): readonly FieldWanted[] =>
    security
      .at('capabilities', 'add')
      .items()
      .filter(({ value }) => unwanted(named(value)))
      .map((node) => ({ node, expected: 'a list without it' }));

/** Whether one of these is dropped. */
const notDropped =
  (...wanted: readonly string[]) =>
  ({ security }: ContainerView): readonly FieldWanted[] => {
    const node = security.at('capabilities', 'drop');
    const isDropped = node.items().some(({ value }) => wanted.includes(named(value)));
    return wantIf(!isDropped, node, `a list with ${wanted[0]}`);
  };

/** Those with which a container reaches out of itself, or changes what others rely on. */
const dangerous = new Set([
  'SETPCAP',
  'NET_ADMIN',
  'NET_RAW',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_PTRACE',
  'SYS_ADMIN',
  'SYS_BOOT',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'PERFMON',
  'ALL',
  'BPF',
  'DAC_READ_SEARCH',
]);

const adds = (name: string): string =>
  deployment({ container: `securityContext: { capabilities: { add: [${name}] } }` });
const drops = (name: string): string =>
  deployment({ container: `securityContext: { capabilities: { drop: [${name}] } }` });

/** Pieces of root that containers have. */
export const capabilityChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/capability-sys-admin',
    version: 1,
    title: 'A container has the capability SYS_ADMIN',
    severity: 'critical',
    aliases: ['CKV_K8S_39', 'KSV-0005'],
    frameworks: controls({ 'cis-kubernetes': '5.2.9', 'pod-security': 'baseline', attack: 'T1611' }),
    why: 'It mounts file systems and changes namespaces, and with it there are several known ways out of a container.',
    remedy: 'Take SYS_ADMIN off `capabilities.add`.',
    references: [capabilitiesPage],
    violating: [adds('SYS_ADMIN')],
    clean: [deployment({}), adds('NET_BIND_SERVICE')],
    look: ofContainers(addedOf((name) => name === 'SYS_ADMIN')),
  },
  {
    id: 'kubernetes/capability-dangerous',
    version: 1,
    title: 'A container has a capability that reaches beyond it',
    severity: 'high',
    aliases: ['C-0046', 'insecure-capabilities', 'KSV-0119', 'KSV-0120', 'dangerousCapabilities'],
    frameworks: controls({
      'cis-kubernetes': '5.2.9',
      'pod-security': 'baseline',
      'nist-800-190': '4.4.3',
      'nsa-cisa': 'pods',
      attack: 'T1611',
    }),
    why: 'With one of these it loads modules, reads memory of others, changes the network or files of the node.',
    remedy: 'Take it off `capabilities.add`; give what needs it a process of its own that does nothing else.',
    references: [capabilitiesPage],
    violating: [adds('SYS_PTRACE'), adds('ALL')],
    clean: [deployment({}), adds('NET_BIND_SERVICE'), drops('ALL')],
    look: ofContainers(addedOf((name) => dangerous.has(name))),
  },
  {
    id: 'kubernetes/capability-added',
    version: 1,
    title: 'A container has capabilities beyond those of an ordinary one',
    severity: 'low',
    aliases: ['CKV_K8S_25', 'KSV-0022', 'C-0200'],
    frameworks: controls({ 'cis-kubernetes': '5.2.9', 'nist-800-190': '4.4.3' }),
    why: 'Each one more is a piece of root that whoever breaks in has.',
    remedy: 'Drop ALL and add back only what the program fails without.',
    references: [capabilitiesPage, securityContexts],
    violating: [adds('NET_BIND_SERVICE')],
    clean: [deployment({}), drops('ALL')],
    look: ofContainers(addedOf(() => true)),
  },
  {
    id: 'kubernetes/capability-net-raw',
    version: 1,
    title: 'A container may forge packets',
    severity: 'medium',
    aliases: ['CKV_K8S_28', 'drop-net-raw-capability', 'drop-capability-netraw'],
    frameworks: controls({ 'cis-kubernetes': '5.2.8', 'nist-800-190': '4.4.3', attack: 'T1557' }),
    why: 'NET_RAW, which runtimes give by default, lets it answer for other addresses of the pod network.',
    remedy: 'Drop ALL, or at least NET_RAW.',
    references: [capabilitiesPage],
    violating: [deployment({}), drops('CHOWN')],
    clean: [drops('ALL'), drops('NET_RAW')],
    mender: withoutCapabilities,
    look: ofContainers(notDropped('ALL', 'NET_RAW')),
  },
  {
    id: 'kubernetes/capability-not-dropped',
    version: 1,
    title: 'A container keeps the capabilities that runtimes give by default',
    severity: 'low',
    aliases: ['CKV_K8S_37', 'KSV-0003', 'KSV-0106', 'insecureCapabilities'],
    frameworks: controls({ 'cis-kubernetes': '5.2.9', 'pod-security': 'restricted', 'nist-800-190': '4.4.3' }),
    why: 'Hardly any program needs them, and each is a piece of root that whoever breaks in has.',
    remedy: 'Set `capabilities: { drop: [ALL] }` and add back what the program fails without.',
    references: [capabilitiesPage, securityContexts],
    violating: [deployment({}), drops('NET_RAW')],
    clean: [drops('ALL')],
    mender: withoutCapabilities,
    look: ofContainers(notDropped('ALL')),
  },
];
