import { type Example, examplePackage } from '../example.ts';

const main = {
  distroversion: 'v3.20',
  reponame: 'main',
  packages: [
    { pkg: { name: 'openssl', secfixes: { '3.3.1-r1': ['CVE-2030-0001', 'CVE-2030-0002'], '0': ['CVE-2030-0003'] } } },
    { pkg: { name: 'musl', secfixes: { '1.2.5-r1': ['CVE-2030-0004'] } } },
  ],
};

const community = {
  distroversion: 'v3.20',
  reponame: 'community',
  packages: [{ pkg: { name: 'chromium', secfixes: { '125.0.1-r0': ['CVE-2030-0005'] } } }],
};

export const example: Example = {
  partition: 'alpine/3.20',
  files: [
    { path: 'v3.20/main.json', content: JSON.stringify(main) },
    { path: 'v3.20/community.json', content: JSON.stringify(community) },
  ],
  records: [
    // JSON objects put names that look like whole numbers first.
    'openssl CVE-2030-0003 unaffected',
    'openssl CVE-2030-0001 affected',
    'openssl CVE-2030-0002 affected',
    'musl CVE-2030-0004 affected',
    'chromium CVE-2030-0005 affected',
  ],
  lookup: {
    found: examplePackage('apk', 'libcrypto3', '3.3.0-r2', { source: { name: 'openssl', version: '3.3.0-r2' } }),
    distribution: { id: 'alpine', version: '3.20.3', like: [], path: 'etc/os-release' },
    key: 'openssl',
    version: '3.3.0-r2',
  },
};
