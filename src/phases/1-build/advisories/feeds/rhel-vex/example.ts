import { type Example, examplePackage } from '../example.ts';
import { component, flawDocument, inProduct, product } from './testing/documents.ts';

const appstream = product('AppStream-9.4.0.Z.MAIN', 'cpe:/a:redhat:enterprise_linux:9::appstream');
const rhel9 = product('red_hat_enterprise_linux_9', 'cpe:/o:redhat:enterprise_linux:9');

const document = flawDocument('CVE-2030-0001', [
  {
    status: 'fixed',
    product: inProduct(
      appstream,
      component('nodejs-1:18.20.4-1.el9.x86_64', 'nodejs@18.20.4-1.el9?arch=x86_64&epoch=1&rpmmod=nodejs:18:9:a'),
    ),
    remediation: ['vendor_fix', 'To update …', 'https://access.redhat.com/errata/RHSA-2030:0001'],
    vector: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5],
  },
  {
    status: 'known_affected',
    product: inProduct(rhel9, component('nodejs', 'nodejs?arch=src')),
    remediation: ['no_fix_planned', 'Will not fix'],
  },
  { status: 'known_not_affected', product: inProduct(rhel9, component('zlib', 'zlib?arch=src')) },
  { status: 'under_investigation', product: inProduct(rhel9, component('bash', 'bash?arch=src')) },
]);

export const example: Example = {
  partition: 'rhel/9',
  files: [
    { path: 'csaf_vex.tar.zst', content: { '2030/cve-2030-0001.json': JSON.stringify(document), 'index.txt': 'x' } },
  ],
  records: [
    'nodejs CVE-2030-0001 affected',
    'source/zlib CVE-2030-0001 unaffected',
    'source/bash CVE-2030-0001 undetermined',
    'source/nodejs CVE-2030-0001 wont-fix',
  ],
  lookup: {
    found: examplePackage('rpm', 'nodejs-libs', '1:18.12.1-1.el9', {
      source: { name: 'nodejs', version: '18.12.1-1.el9' },
      architecture: 'x86_64',
    }),
    distribution: { id: 'rhel', version: '9.4', like: ['fedora'], path: 'etc/os-release' },
    key: 'nodejs-libs',
    version: '1:18.12.1-1.el9',
    beside: [{ key: 'source/nodejs', version: '1:18.12.1-1.el9' }],
  },
};
