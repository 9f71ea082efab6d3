import { type Example, examplePackage } from '../example.ts';

const list = (processor: string) => `<?xml version="1.0" ?>
<updates><update status="final" version="1.4" author="linux-security@amazon.com" type="security" from="linux-security@amazon.com">
<id>ALAS2023-2030-001</id><title>Amazon Linux 2023 - ALAS2023-2030-001: Medium priority package update for openssl</title>
<issued date="2030-01-02 03:04:05" /><updated date="2030-01-03 03:04:05" /><severity>Medium</severity>
<description>Package updates are available for Amazon Linux 2023 that fix the following vulnerabilities: CVE-2030-0001</description>
<references><reference href="http://cve.mitre.org/cgi-bin/cvename.cgi?name=CVE-2030-0001" title="" id="CVE-2030-0001" type="cve" /></references>
<pkglist><collection short="amazon-linux-2023"><name>Amazon Linux 2023</name>
<package name="openssl-libs" version="3.0.8" release="1.amzn2023.0.3" epoch="1" arch="${processor}"><filename>x.rpm</filename></package>
</collection></pkglist></update></updates>`;

const updates = list('x86_64');
const others = list('aarch64');

export const example: Example = {
  partition: 'amazon/2023',
  files: [
    { path: 'core/x86_64/updateinfo.xml', content: updates },
    { path: 'core/aarch64/updateinfo.xml', content: others },
  ],
  records: ['openssl-libs ALAS2023-2030-001 affected'],
  lookup: {
    found: examplePackage('rpm', 'openssl-libs', '1:3.0.8-1.amzn2023.0.1', {
      source: { name: 'openssl', version: '1:3.0.8-1.amzn2023.0.1' },
    }),
    distribution: { id: 'amzn', version: '2023.5.20240701', like: [], path: 'etc/os-release' },
    key: 'openssl-libs',
    version: '1:3.0.8-1.amzn2023.0.1',
  },
};
