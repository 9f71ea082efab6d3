import { controls } from '../../frameworks.ts';
import { plainPath, runtimeSocket, sensitivePath } from '../../host-paths.ts';
import type { ComposeCheck } from '../check.ts';
import { ofServices, service, wantIf } from '../look.ts';
import { engineSecurity, services } from '../references.ts';
import type { Mount } from '../service/mounts.ts';
import type { ComposeService } from '../view.ts';

const volume = (text: string): string => service(`volumes: ["${text}"]`);

/** A volume of the project that is a path of the machine. */
const ofVolume = (device: string): string =>
  `volumes: { engine: { driver_opts: { type: none, o: bind, device: ${device} } } }\n`;

/** Files that tell the time and that programs may read. */
const harmless = /^\/(?:etc\/(?:localtime|timezone)|usr\/share\/zoneinfo(?:\/.*)?)$/;
/** What only the machine itself may read, whoever chose to hand it over. */
const ownOfMachine = /^\/(?:etc\/(?:g?shadow|sudoers)|proc|sys|dev|boot)(?:[/.-]|$)/;
/** Folders of a person, as a shell would write them. */
const ofPerson = /^~(?:\/|$)/;
/** Where programs keep the credentials of whoever starts them. */
const credentials =
  /(?:^|\/)(?:\.ssh|\.aws|\.azure|\.gnupg|\.kube|\.docker|\.config\/gcloud|\.netrc|\.npmrc|\.pypirc|\.git-credentials|id_(?:rsa|dsa|ecdsa|ed25519))(?:\/|$)/;

const mounted = ({ mounts }: ComposeService, is: (path: string, mount: Mount) => boolean): readonly Mount[] =>
  mounts().filter((one) => one.source !== undefined && is(one.source, one));

const absolute = (source: string): string | undefined => (source.startsWith('/') ? plainPath(source) : undefined);

/** What of the machine a service mounts. */
export const mountChecks: readonly ComposeCheck[] = [
  {
    id: 'compose/runtime-socket',
    version: 1,
    title: 'A service has the socket by which containers are made',
    severity: 'critical',
    aliases: ['d6355c88-1e8d-49e9-b2f2-f8a1ca12c75b', 'exposing-docker-socket-volume'],
    frameworks: controls({ 'cis-docker': '5.32', 'nist-800-190': '4.4.3', attack: ['T1611', 'T1610'] }),
    why: 'Whoever speaks to the socket starts a privileged container, and owns the machine; `:ro` changes nothing of it.',
    remedy:
      'Remove the volume; where a service must watch containers, put a proxy before the socket that lets reads alone pass.',
    references: ['https://docs.docker.com/engine/security/protect-access/'],
    violating: [
      volume('/var/run/docker.sock:/var/run/docker.sock:ro'),
      service('volumes: [{ type: bind, source: /run//docker.sock, target: /d.sock }]'),
      service('volumes: [engine:/engine]', ofVolume('/run/docker.sock')),
      service('configs: [engine]', 'configs: { engine: { file: /var/run/docker.sock } }\n'),
      service('use_api_socket: true'),
    ],
    clean: [service(), volume('./docker.sock:/app/docker.sock'), service('use_api_socket: false')],
    look: ofServices((one) => [
      ...mounted(one, (path) => runtimeSocket.test(absolute(path) ?? '')).map(({ node }) => ({
        node,
        expected: 'no socket of a runtime',
      })),
      ...wantIf(one.node.get('use_api_socket').boolean() === true, one.node.get('use_api_socket'), 'false or not set'),
    ]),
  },
  {
    id: 'compose/sensitive-path',
    version: 1,
    title: 'A service mounts a folder in which the machine keeps its own things',
    severity: 'high',
    aliases: ['1c1325ff-831d-43a1-973e-839ae57dfcc0'],
    frameworks: controls({ 'cis-docker': '5.6', 'nist-800-190': '4.4.3', attack: 'T1611' }),
    why: 'Passwords, programs that root runs, devices or controls of the kernel are then within reach.',
    remedy: 'Mount the one file or folder that is needed, read-only, or a volume.',
    references: [engineSecurity],
    violating: [
      volume('/:/host:ro'),
      volume('/etc:/etc'),
      volume('/srv/../root:/data'),
      volume('~:/home/web'),
      service('volumes: [{ type: volume, source: engine, target: /a }]', ofVolume('/etc')),
      service('secrets: [{ source: hashes }]', 'secrets: { hashes: { file: /etc/shadow } }\n'),
    ],
    clean: [
      service(),
      volume('/etc/localtime:/etc/localtime:ro'),
      volume('./etc:/etc/web'),
      volume('data:/etc'),
      volume('/srv/data:/data'),
      service('volumes: [engine:/etc]', ofVolume('/srv/data')),
      service('secrets: [hashes]', 'secrets: { hashes: { file: ./hashes.txt } }\n'),
      service('secrets: [key]', 'secrets: { key: { file: /etc/shop/key } }\n'),
      service('configs: [words]', 'configs: { words: { content: /etc } }\n'),
    ],
    look: ofServices((one) =>
      mounted(one, (source, { isReadOnly, isHandedOver }) => {
        if (/^~\/*$/.test(source)) return true;
        const path = absolute(source);
        if (path === undefined || runtimeSocket.test(path)) return false;
        if (isHandedOver === true) return ownOfMachine.test(path);
        // A folder below a person's is that person's own; all of them together are the machine's.
        if (/^\/home\/[^/]+\/./.test(path)) return false;
        return sensitivePath.test(path) && !(isReadOnly && harmless.test(path));
      }).map(({ node, isReadOnly }) => ({
        node,
        expected: 'no folder of the system',
        severity: isReadOnly ? ('medium' as const) : ('high' as const),
      })),
    ),
  },
  {
    id: 'compose/credentials-mounted',
    version: 1,
    title: 'A service is handed the credentials of whoever starts it',
    severity: 'high',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.1.4', attack: 'T1552.001' }),
    why: 'Whoever gets into the service acts as that person: in the cloud, on other machines, in every repository.',
    remedy: 'Give the service a credential of its own, as a secret.',
    references: ['https://docs.docker.com/compose/how-tos/use-secrets/'],
    violating: [
      volume('~/.ssh:/root/.ssh:ro'),
      volume('/home/anna/.aws/credentials:/aws'),
      volume('~/.kube/config:/kube'),
    ],
    clean: [service(), volume('./.docker-data:/data'), volume('./keys:/keys:ro')],
    look: ofServices((one) =>
      mounted(one, (source) => (source.startsWith('/') || ofPerson.test(source)) && credentials.test(source)).map(
        ({ node }) => ({ node, expected: 'a credential of its own' }),
      ),
    ),
  },
  {
    id: 'compose/mount-propagation',
    version: 1,
    title: 'What a service mounts shows up elsewhere',
    severity: 'medium',
    aliases: ['baa452f0-1f21-4a25-ace5-844e7a5f410d'],
    frameworks: controls({ 'cis-docker': '5.20', 'nist-800-190': '4.4.3' }),
    why: 'Mounts pass between the machine and its containers, so that one of them changes what the others see.',
    remedy: 'Leave out `propagation`; private is what is taken then.',
    references: ['https://docs.docker.com/engine/storage/bind-mounts/#configure-bind-propagation'],
    violating: [volume('/srv/media:/media:shared'), volume('/srv/media:/media:ro,rslave')],
    clean: [service(), volume('/srv/media:/media:rprivate')],
    look: ofServices((one) =>
      one
        .mounts()
        .filter(({ propagation }) => /^r?(?:shared|slave)$/.test(propagation ?? ''))
        .map(({ node }) => ({ node, expected: 'private' })),
    ),
  },
  {
    id: 'compose/volumes-of-another',
    version: 1,
    title: 'A service takes every volume of another one',
    severity: 'low',
    aliases: [],
    why: 'It gets what the other is given later too, secrets and sockets among it.',
    remedy: 'Name in `volumes` what it needs.',
    references: [services],
    violating: [service('volumes_from: [db]', '  db:\n    image: registry.example/db:16.1\n')],
    clean: [service()],
    look: ofServices(({ node }) =>
      node
        .get('volumes_from')
        .items()
        .map((one) => ({ node: one, expected: 'volumes by name' })),
    ),
  },
];
