import { type Example, examplePackage } from '../example.ts';

const list = {
  apkurl: '{{urlprefix}}/{{arch}}/{{pkg.name}}-{{pkg.ver}}.apk',
  archs: ['x86_64', 'aarch64'],
  reponame: 'os',
  urlprefix: 'https://packages.wolfi.dev',
  packages: [
    {
      pkg: {
        name: 'openssl',
        secfixes: { '0': ['CVE-2030-0001'], '3.3.1-r1': ['CVE-2030-0002', 'GHSA-aaaa-bbbb-cccc'] },
      },
    },
    { pkg: { name: 'zot', secfixes: { '2.1.0-r3': ['CVE-2030-0003'] } } },
  ],
};

export const example: Example = {
  partition: 'wolfi',
  files: [{ path: 'os/security.json', content: JSON.stringify(list) }],
  records: [
    'openssl CVE-2030-0001 unaffected',
    'openssl CVE-2030-0002 affected',
    'openssl GHSA-aaaa-bbbb-cccc affected',
    'zot CVE-2030-0003 affected',
  ],
  lookup: {
    found: examplePackage('apk', 'libcrypto3', '3.3.0-r2', { source: { name: 'openssl', version: '3.3.0-r2' } }),
    distribution: { id: 'wolfi', version: '20230201', like: [], path: 'etc/os-release' },
    key: 'openssl',
    version: '3.3.0-r2',
  },
};
