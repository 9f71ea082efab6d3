import { controls } from '../../frameworks.ts';
import type { ImageCheck } from '../check.ts';

/** Ports by which machines are run from afar. */
const ways: Readonly<Record<number, string>> = {
  22: 'SSH',
  23: 'telnet',
  2375: 'the Docker API without TLS',
  3389: 'RDP',
  5900: 'VNC',
};

/** Folders that the kernel or the runtime fill, and the sockets of engines. */
const ofTheHost = /^\/(?:dev|proc|sys)(?:\/|$)|^\/$|\/(?:docker|podman|containerd|crio)\.sock$/;

function* portsOf(text: string): Iterable<number> {
  const [, first, last = first, protocol = 'tcp'] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(\w+))?$/.exec(text) ?? [];
  if (first === undefined || protocol.toLowerCase() !== 'tcp') return;
  for (const port of Object.keys(ways).map(Number)) if (Number(first) <= port && port <= Number(last)) yield port;
}

export const reachChecks: readonly ImageCheck[] = [
  {
    id: 'image/remote-control-port',
    version: 1,
    of: 'config',
    title: 'A port for remote control is exposed',
    severity: 'medium',
    aliases: ['AVD-DS-0004'],
    frameworks: controls({ 'nist-800-190': '4.1.2', attack: 'T1021' }),
    why: 'It is a second way in, with accounts and patches of its own that nobody looks after.',
    remedy: 'Use `docker exec` or `kubectl exec`, and leave the server out.',
    references: ['https://docs.docker.com/reference/dockerfile/#expose'],
    violating: [{ config: { ExposedPorts: { '22/tcp': {} } } }, { config: { ExposedPorts: { '2000-3000/tcp': {} } } }],
    clean: [{ config: { ExposedPorts: { '8080/tcp': {}, '22/udp': {}, '2222/tcp': {} } } }],
    *look({ config }) {
      for (const text of config.exposedPorts)
        for (const port of portsOf(text))
          yield { entry: `config:port/${text}`, observed: `port ${port}: ${ways[port]}`, expected: 'no such port' };
    },
  },
  {
    id: 'image/system-volume',
    version: 1,
    of: 'config',
    title: 'A folder of the system is a volume',
    severity: 'medium',
    aliases: ['DKL-DI-0002', 'AVD-DS-0030'],
    frameworks: controls({ 'cis-docker': '5.6', 'nist-800-190': '4.4.3' }),
    why: 'What the kernel or an engine puts there is then replaced by a folder that outlives the container, or whoever starts it is led to mount that of the host.',
    remedy: 'Declare volumes only for data of the application.',
    references: ['https://docs.docker.com/reference/dockerfile/#volume'],
    violating: [{ config: { Volumes: { '/proc': {} } } }, { config: { Volumes: { '/var/run/docker.sock': {} } } }],
    clean: [{ config: { Volumes: { '/var/lib/data': {}, '/system': {} } } }],
    *look({ config }) {
      for (const path of config.volumes)
        if (ofTheHost.test(path))
          yield { entry: `config:volume/${path}`, observed: `volume ${path}`, expected: 'data of the application' };
    },
  },
];
