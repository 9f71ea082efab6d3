import { controls } from '../../frameworks.ts';
import type { ComposeCheck } from '../check.ts';
import { ofServices, type ServiceField, service } from '../look.ts';
import { packetFiltering, services } from '../references.ts';
import { has, isEveryAddress, type PublishedPort } from '../service/ports.ts';

const port = (text: string): string => service(`ports: ["${text}"]`);

/** Ports at which the web is served to everybody. */
const forEverybody = [80, 443];
/** Ports of programs that keep data or rule others, and that many leave without a password. */
const ofData = [
  1433, 1521, 2049, 2181, 2379, 2380, 3306, 5432, 5672, 5984, 6379, 7474, 7687, 8086, 9042, 9092, 9200, 9300, 11211,
  15672, 27017, 27018,
];
const ofDaemon = [2375, 2376];

const inside = (ports: readonly number[], one: PublishedPort): boolean =>
  ports.some((number) => has(one.target(), number) || has(one.published(), number));

/** Whether the world reaches it where the machine is reached; undefined where that is not known. */
const isOpen = (one: PublishedPort): boolean => isEveryAddress(one.address());

const told = (ports: readonly PublishedPort[], expected: string): readonly ServiceField[] =>
  ports.map(({ node }) => ({ node, expected }));

const onLoopback = 'an address, such as 127.0.0.1, before the port';

/** Which ports of the machine lead to a service. */
export const portChecks: readonly ComposeCheck[] = [
  {
    id: 'compose/port-on-every-address',
    version: 1,
    title: 'A port is published on every address of the machine',
    severity: 'medium',
    aliases: ['451d79dc-0588-476a-ad03-3c7f0320abb3', 'no-unbound-port-interfaces'],
    frameworks: controls({ 'cis-docker': '5.14', 'nist-800-190': '4.4.2' }),
    why: 'The engine opens it past the rules of a firewall like ufw, so that what was meant for this machine is there for all.',
    remedy:
      'Put an address before it, such as `127.0.0.1:8080:80`, or publish nothing: services of one network reach each other without.',
    references: [packetFiltering],
    violating: [
      port('8080:8080'),
      port('0.0.0.0:8080:8080'),
      service('ports: [8080]'),
      service('ports: [{ target: 8080, published: "8080" }]'),
    ],
    clean: [
      service(),
      port('127.0.0.1:8080:8080'),
      port('[::1]:8080:8080'),
      port('443:8443'),
      port('80:80/tcp'),
      service('ports: [{ target: 80, published: 8080, host_ip: 127.0.0.1 }]'),
      service('expose: [8080]'),
    ],
    look: ofServices(({ ports }) =>
      told(
        ports().filter((one) => {
          if (!isOpen(one)) return false;
          const range = one.published();
          const isWeb = range !== undefined && range.first === range.last && forEverybody.includes(range.first);
          return !isWeb && !inside(ofData, one) && !inside(ofDaemon, one) && !inside([22], one);
        }),
        onLoopback,
      ),
    ),
  },
  {
    id: 'compose/data-port-open',
    version: 1,
    title: 'A port of a store of data is published on every address of the machine',
    severity: 'high',
    aliases: [],
    frameworks: controls({ 'cis-docker': '5.14', 'nist-800-190': '4.4.2', attack: 'T1133' }),
    why: 'Databases and caches are looked for on every address of the internet, and many answer without a password.',
    remedy: 'Publish nothing, since services of one network reach each other without, or put `127.0.0.1:` before it.',
    references: [packetFiltering],
    violating: [port('5432:5432'), port('0.0.0.0:16379:6379'), service('ports: [{ target: 27017, published: 27017 }]')],
    clean: [service(), port('127.0.0.1:5432:5432'), port('8080:80'), service('expose: [5432]')],
    look: ofServices(({ ports }) =>
      told(
        ports().filter((one) => isOpen(one) && inside(ofData, one)),
        onLoopback,
      ),
    ),
  },
  {
    id: 'compose/daemon-port',
    version: 1,
    title: 'A service publishes the port by which containers are made',
    severity: 'critical',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.4.2', attack: 'T1610' }),
    why: 'Whoever reaches a Docker engine runs what they like on the machine.',
    remedy: 'Publish nothing: services of one network reach each other without.',
    references: ['https://docs.docker.com/engine/security/protect-access/'],
    violating: [port('2375:2375'), port('12376:2376')],
    clean: [service(), port('127.0.0.1:2376:2376'), port('443:8443')],
    look: ofServices(({ ports }) =>
      told(
        ports().filter((one) => isOpen(one) && inside(ofDaemon, one)),
        'not published',
      ),
    ),
  },
  {
    id: 'compose/privileged-port',
    version: 1,
    title: 'A service takes a port of the machine that is kept for the system',
    severity: 'low',
    aliases: [],
    frameworks: controls({ 'cis-docker': '5.8' }),
    why: 'Ports below 1024 belong to services of the machine, which then do not start or are taken for another.',
    remedy: 'Publish a port from 1024 on; 80 and 443, at which the web is served, are not told.',
    references: [services],
    violating: [port('25:25'), port('127.0.0.1:389:389'), service('ports: [{ target: 53, published: "53" }]')],
    clean: [service(), port('80:8080'), port('443:8443'), port('8080:80'), service('ports: ["80"]')],
    look: ofServices(({ ports }) =>
      told(
        ports().filter((one) => {
          const range = one.published();
          if (range === undefined || range.first >= 1024 || range.first === 0) return false;
          return !(range.first === range.last && [...forEverybody, 22].includes(range.first));
        }),
        'a port from 1024 on',
      ),
    ),
  },
  {
    id: 'compose/ssh-port',
    version: 1,
    title: 'A service is reached by SSH',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'cis-docker': '5.7', attack: 'T1133' }),
    why: 'Keys, passwords and updates of one more server have to be kept, and the engine has a way in already.',
    remedy: 'Remove the port and the server; `docker compose exec` opens a shell.',
    references: [services],
    violating: [port('2222:22'), service('ports: [22]')],
    clean: [service(), port('2222:2222')],
    look: ofServices(({ ports }) =>
      told(
        ports().filter((one) => has(one.target(), 22)),
        'no port 22',
      ),
    ),
  },
];
