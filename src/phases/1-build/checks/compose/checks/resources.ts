import { controls } from '../../frameworks.ts';
import type { OpenNode } from '../../open-node.ts';
import type { ComposeCheck } from '../check.ts';
import { ofServices, type ServiceField, service, wantIf } from '../look.ts';
import { deploy, services } from '../references.ts';

const limit = (line: string): string => service(`deploy: { resources: { limits: { ${line} } } }`);

/** Whether one of the fields sets a limit; one that is not known is remarked on and taken for one. */
function isLimited(...fields: readonly OpenNode[]): boolean {
  return fields.some((field) => {
    if (!field.isSet) return false;
    const text = field.text();
    return text === undefined || !(Number.parseFloat(text) <= 0);
  });
}

const missing = (node: OpenNode, name: string, ...others: readonly string[]): readonly ServiceField[] =>
  wantIf(
    !isLimited(node.at('deploy', 'resources', 'limits', name), ...others.map((one) => node.get(one))),
    node.at('deploy', 'resources', 'limits', name),
    'a limit',
  );

/** How much of the machine a service may take. */
export const resourceChecks: readonly ComposeCheck[] = [
  {
    id: 'compose/memory-limit',
    version: 1,
    title: 'A service may take all memory of the machine',
    severity: 'medium',
    aliases: ['bb9ac4f7-e13b-423d-a010-c74a1bfbe492'],
    frameworks: controls({ 'cis-docker': '5.11', attack: 'T1499' }),
    why: 'One that leaks, or is made to, takes everything else on the machine down with it.',
    remedy: 'Set `mem_limit`, or `deploy.resources.limits.memory`.',
    references: [deploy],
    violating: [service(), service('mem_reservation: 64m'), service('mem_limit: 0')],
    clean: [service('mem_limit: 256m'), limit('memory: 256M'), service(`mem_limit: "\${MEMORY:-256m}"`)],
    look: ofServices(({ node }) => missing(node, 'memory', 'mem_limit')),
  },
  {
    id: 'compose/cpu-limit',
    version: 1,
    title: 'A service may take every processor of the machine',
    severity: 'low',
    aliases: ['6b610c50-99fb-4ef0-a5f3-e312fd945bc3'],
    frameworks: controls({ 'cis-docker': '5.12', attack: 'T1496' }),
    why: 'Whoever gets in computes at the cost of everything else on the machine.',
    remedy: 'Set `cpus`, or `deploy.resources.limits.cpus`.',
    references: [deploy],
    violating: [service(), service('cpu_shares: 512')],
    clean: [service('cpus: 0.5'), limit('cpus: "0.5"'), service('cpu_quota: 50000')],
    look: ofServices(({ node }) => missing(node, 'cpus', 'cpus', 'cpu_quota', 'cpu_count')),
  },
  {
    id: 'compose/process-limit',
    version: 1,
    title: 'A service may start as many processes as it likes',
    severity: 'low',
    aliases: ['221e0658-cb2a-44e3-b08a-db96a341d6fa'],
    frameworks: controls({ 'cis-docker': '5.29', attack: 'T1499' }),
    why: 'A program that starts itself again and again leaves the machine without room for a shell that would end it.',
    remedy: 'Set `pids_limit`, or `deploy.resources.limits.pids`.',
    references: [services],
    violating: [service(), service('pids_limit: -1')],
    clean: [service('pids_limit: 100'), limit('pids: 100')],
    look: ofServices(({ node }) => missing(node, 'pids', 'pids_limit')),
  },
];
