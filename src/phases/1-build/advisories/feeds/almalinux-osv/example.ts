import { type Example, examplePackage } from '../example.ts';

const entry = (name: string, fixed: string, release = '9') => ({
  package: { ecosystem: `AlmaLinux:${release}`, name },
  ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
});

const about = (id: string, summary: string, related: readonly string[], affected: readonly object[]) => [
  `${id}.json`,
  JSON.stringify({
    id,
    summary,
    details: 'A flaw.',
    modified: '2030-01-02T00:00:00Z',
    related,
    affected,
    references: [],
  }),
];

export const example: Example = {
  partition: 'almalinux/9',
  files: [
    {
      path: 'AlmaLinux/all.zip',
      content: Object.fromEntries([
        about(
          'ALSA-2030:0001',
          'Important: openssl security update',
          ['CVE-2030-0001', 'CVE-2030-0002'],
          [
            entry('openssl', '1:3.0.7-5.el9'),
            entry('openssl-libs', '1:3.0.7-5.el9'),
            entry('openssl-libs', '1:1.1.1-9.el8', '8'),
          ],
        ),
        about(
          'ALSA-2030:0002',
          'Moderate: nodejs:18 security update',
          ['CVE-2030-0003'],
          [
            entry('nodejs', '1:18.20.2-1.module_el9.3.0+99+aaaaaaaa'),
            entry('nodejs', '1:18.20.2-1.module_el9.3.0+100+bbbbbbbb'),
          ],
        ),
        about('ALBA-2030:0003', 'openssl bug fix update', [], [entry('openssl', '1:3.0.7-6.el9')]),
      ]),
    },
  ],
  records: [
    'openssl ALSA-2030:0001 affected',
    'openssl-libs ALSA-2030:0001 affected',
    'nodejs ALSA-2030:0002 affected',
  ],
  lookup: {
    found: examplePackage('rpm', 'openssl-libs', '1:3.0.7-4.el9', {
      source: { name: 'openssl', version: '1:3.0.7-4.el9' },
    }),
    distribution: { id: 'almalinux', version: '9.4', like: [], path: 'etc/os-release' },
    key: 'openssl-libs',
    version: '1:3.0.7-4.el9',
  },
};
