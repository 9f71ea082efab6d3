import { plainCommand } from '../../../../core/index.ts';
import { type Ecosystem, kernelHeaders } from '../ecosystem.ts';
import { database, software, under } from '../traces.ts';
import { dpkg } from './dpkg/index.ts';
import { debOrigin } from './origin.ts';
import { dpkgStatusD } from './status-d/index.ts';

export const deb: Ecosystem = {
  type: 'deb',
  title: 'Packages of Debian, Ubuntu and kin',
  kind: 'system',
  versionOrder: 'dpkg',
  lowerCase: true,
  extractors: [dpkg, dpkgStatusD],
  traces: [
    { ...database('dpkg', ...under(['var/lib/dpkg', 'usr/lib/dpkg'], ['status', 'status.d/'])), types: ['deb'] },
    database('Chisel (Ubuntu)', 'var/lib/chisel/manifest.wall'),
    // A cache of what is installed; where nothing of the kind is, it is software that nobody has looked into.
    { ...software('Debian packages left whole', '*.deb', '*.udeb'), types: ['deb'], reach: 'image' },
  ],
  upgrade: (name, version) => `Run \`apt-get install --only-upgrade ${name}\` to get ${version} or later.`,
  // Images without dpkg's own database have no dpkg to ask either.
  askImage: ({ name, path }, image) =>
    path === 'var/lib/dpkg/status'
      ? plainCommand`docker run --rm --network none --entrypoint dpkg-query ${image} -W ${name}`
      : undefined,
  originOf: debOrigin,
  codeFree: [
    { name: 'linux-libc-dev', prefix: true, why: kernelHeaders },
    { name: 'linux-headers-', prefix: true, why: kernelHeaders },
    {
      name: 'linux-kbuild-',
      prefix: true,
      why: 'holds tools that build kernel modules; the kernel that runs is the host’s',
    },
    { name: 'linux-doc', prefix: true, why: 'holds documentation of the kernel' },
    {
      name: 'linux-source',
      prefix: true,
      why: 'holds source text of the kernel; the kernel that runs is the host’s',
    },
  ],
};
