import { controls } from '../../frameworks.ts';
import type { ComposeCheck } from '../check.ts';
import { ofServices, service, wantIf } from '../look.ts';
import { services } from '../references.ts';

const logging = 'https://docs.docker.com/engine/logging/configure/';

/** Whether it is kept running, and whether anybody notices when it is not well. */
export const upkeepChecks: readonly ComposeCheck[] = [
  {
    id: 'compose/health-check-off',
    version: 1,
    title: 'The health check of the image is switched off',
    severity: 'low',
    aliases: [],
    frameworks: controls({ 'cis-docker': '5.27' }),
    why: 'A service that hangs counts as one that is well, and what waits for it goes on.',
    remedy: 'Remove `disable`, or give a check that fits.',
    references: [services],
    violating: [service('healthcheck: { disable: true }'), service('healthcheck: { test: [NONE] }')],
    clean: [service(), service('healthcheck: { test: [CMD, /web, --check] }')],
    look: ofServices(({ node }) => {
      const field = node.get('healthcheck');
      const [first] = Array.isArray(field.get('test').value) ? field.get('test').items() : [field.get('test')];
      return [
        ...wantIf(field.get('disable').boolean() === true, field.get('disable'), 'false or not set'),
        ...wantIf(first?.text() === 'NONE', field.get('test'), 'a check'),
      ];
    }),
  },
  {
    id: 'compose/no-health-check',
    version: 1,
    title: 'No health check is set for a service',
    severity: 'negligible',
    optional: true,
    aliases: ['698ed579-b239-4f8f-a388-baa4bcb13ef8'],
    frameworks: controls({ 'cis-docker': '5.27' }),
    why: 'Unless the image brings one, nobody notices a service that hangs.',
    remedy: 'Set `healthcheck`, here or in the Dockerfile.',
    references: [services],
    violating: [service()],
    clean: [service('healthcheck: { test: [CMD, /web, --check] }')],
    look: ofServices(({ node }) => wantIf(!node.get('healthcheck').isSet, node.get('healthcheck'), 'a check')),
  },
  {
    id: 'compose/restart-without-end',
    version: 1,
    title: 'A service is started again without end, or never',
    severity: 'negligible',
    optional: true,
    aliases: ['2fc99041-ddad-49d5-853f-e35e70a48391'],
    frameworks: controls({ 'cis-docker': '5.15' }),
    why: 'One that fails at once is started over and over, which takes the machine and hides the fault.',
    remedy: 'Set `restart: on-failure:5`, or `deploy.restart_policy` with `max_attempts`.',
    references: [services],
    violating: [service(), service('restart: always'), service('restart: on-failure')],
    clean: [
      service('restart: on-failure:5'),
      service('deploy: { restart_policy: { condition: on-failure, max_attempts: 5 } }'),
    ],
    look: ofServices(({ node }) => {
      const policy = node.at('deploy', 'restart_policy');
      if (policy.isSet) return wantIf(!policy.get('max_attempts').isSet, policy.get('max_attempts'), 'a number');
      const field = node.get('restart');
      return wantIf(field.isKnown() && !/^on-failure:[1-5]$/.test(field.text() ?? ''), field, 'on-failure:5');
    }),
  },
  {
    id: 'compose/logging-off',
    version: 1,
    title: 'What a service says is thrown away',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.4.1', attack: 'T1562' }),
    why: 'After an attack, or a fault, there is nothing to look at.',
    remedy: 'Remove `driver: none`; `local` keeps logs small.',
    references: [logging],
    violating: [service('logging: { driver: none }')],
    clean: [service(), service('logging: { driver: local }')],
    look: ofServices(({ node }) => {
      const field = node.at('logging', 'driver');
      return wantIf(field.text() === 'none', field, 'another driver');
    }),
  },
  {
    id: 'compose/logs-without-end',
    version: 1,
    title: 'The logs of a service may fill the disk',
    severity: 'negligible',
    optional: true,
    aliases: [],
    why: 'The usual driver keeps everything that a service ever said, unless the engine is set up otherwise.',
    remedy: 'Set `logging: { driver: local }`, or the option `max-size`.',
    references: [logging],
    violating: [service(), service('logging: { driver: json-file }')],
    clean: [
      service('logging: { driver: local }'),
      service('logging: { driver: json-file, options: { max-size: 10m } }'),
    ],
    look: ofServices(({ node }) => {
      const driver = node.at('logging', 'driver');
      const isFile = driver.isKnown() && (driver.text() ?? 'json-file') === 'json-file';
      const size = node.at('logging', 'options', 'max-size');
      return wantIf(isFile && !size.isSet, size, 'a size');
    }),
  },
  {
    id: 'compose/default-network',
    version: 1,
    title: 'A service is in the network of all services',
    severity: 'negligible',
    optional: true,
    aliases: ['ce14a68b-1668-41a0-ab7d-facd9f784742'],
    frameworks: controls({ 'cis-docker': '5.30', 'nist-800-190': '4.3.3' }),
    why: 'Whoever gets into one service reaches every other one, the database too.',
    remedy: 'Put services into `networks` by who must reach whom.',
    references: ['https://docs.docker.com/reference/compose-file/networks/'],
    violating: [service()],
    clean: [service('networks: [front]', 'networks: { front: {} }\n'), service('network_mode: none')],
    look: ofServices(({ node }) =>
      wantIf(
        !node.get('networks').isSet && !node.get('network_mode').isSet,
        node.get('networks'),
        'networks of its own',
      ),
    ),
  },
];
