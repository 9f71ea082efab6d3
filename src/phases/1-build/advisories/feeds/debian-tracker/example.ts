import { type Example, examplePackage } from '../example.ts';

const tracker = {
  openssl: {
    'CVE-2030-0001': {
      description: 'A flaw.',
      scope: 'remote',
      debianbug: 1000001,
      releases: {
        bookworm: {
          status: 'resolved',
          repositories: { bookworm: '3.0.11-1~deb12u2', 'bookworm-security': '3.0.13-1~deb12u1' },
          fixed_version: '3.0.13-1~deb12u1',
          urgency: 'not yet assigned',
        },
        trixie: { status: 'resolved', fixed_version: '0', urgency: 'unimportant' },
      },
    },
    'CVE-2030-0002': {
      scope: 'local',
      releases: { bookworm: { status: 'open', urgency: 'low**', nodsa: 'Minor issue', nodsa_reason: '' } },
    },
  },
  zlib: {
    'TEMP-1000002-ABCDEF': { releases: { bookworm: { status: 'undetermined', urgency: 'not yet assigned' } } },
    'CVE-2030-0003': { releases: { bookworm: { status: 'resolved', fixed_version: '0', urgency: 'unimportant' } } },
  },
};

export const example: Example = {
  partition: 'debian-tracker/bookworm',
  files: [{ path: 'data/json', content: JSON.stringify(tracker) }],
  records: [
    'openssl CVE-2030-0001 affected',
    'openssl CVE-2030-0002 affected',
    'zlib TEMP-1000002-ABCDEF undetermined',
    'zlib CVE-2030-0003 unaffected',
  ],
  lookup: {
    found: examplePackage('deb', 'libssl3', '3.0.11-1~deb12u2+b1', {
      source: { name: 'openssl', version: '3.0.11-1~deb12u2' },
    }),
    distribution: { id: 'debian', version: '12', codename: 'bookworm', like: [], path: 'etc/os-release' },
    key: 'openssl',
    version: '3.0.11-1~deb12u2',
  },
};
