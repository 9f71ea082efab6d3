import { type Example, examplePackage } from '../example.ts';

const entry = (cve: string, pkg: string, res: string, more: object = {}) => ({
  cve_id: cve,
  pkg,
  cve_score: 7.5,
  aff_ver: res === 'NA' ? 'all versions are vulnerable' : `all versions before ${res} are vulnerable`,
  res_ver: res,
  ...more,
});

const entries = [
  entry('CVE-2030-0001', 'openssl', '3.0.9-2.ph5', { status: 'Fixed' }),
  entry('CVE-2030-0002', 'openssl', 'NA'),
  entry('CVE-2030-0003', 'zlib', 'NA', { status: 'Not Affected' }),
];

export const example: Example = {
  partition: 'photon/5.0',
  files: [{ path: 'cve_data_photon5.0.json', content: JSON.stringify(entries) }],
  records: ['openssl CVE-2030-0001 affected', 'openssl CVE-2030-0002 affected', 'zlib CVE-2030-0003 unaffected'],
  lookup: {
    found: examplePackage('rpm', 'openssl-libs', '1:3.0.8-1.ph5', {
      source: { name: 'openssl', version: '1:3.0.8-1.ph5' },
    }),
    distribution: { id: 'photon', version: '5.0', like: [], path: 'etc/os-release' },
    key: 'openssl',
    version: '3.0.8-1.ph5',
  },
};
