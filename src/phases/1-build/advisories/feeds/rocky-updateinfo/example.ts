import { type Example, examplePackage } from '../example.ts';

const update = (id: string, title: string, cve: string, packages: string, processor: string) => `
  <update from="releng@rockylinux.org" status="final" type="security" version="2">
    <id>${id}</id><title>${title}</title>
    <issued date="2030-01-02 03:04:05"/><updated date="2030-01-03 03:04:05"/>
    <rights>Copyright 2030</rights><release>Rocky Linux 9</release><pushcount>1</pushcount>
    <severity>Important</severity><summary>x</summary><description>What was wrong.</description><solution/>
    <references><reference href="https://example.org/" id="${cve}" type="cve" title="${cve}"/></references>
    <pkglist><collection short="rocky-linux-9-rpms"><name>rocky-linux-9-rpms</name>${packages.replaceAll('ARCH', processor)}</collection></pkglist>
  </update>`;

const one = (name: string, epoch: string, release: string, processor = 'ARCH') =>
  `<package name="${name}" arch="${processor}" epoch="${epoch}" version="3.0.7" release="${release}" src="openssl-3.0.7-5.el9.src.rpm"><filename>x.rpm</filename></package>`;

const ofBase = (processor: string) =>
  update(
    'RLSA-2030:0001',
    'Important: openssl security update',
    'CVE-2030-0001',
    one('openssl', '1', '5.el9') + one('openssl-libs', '1', '5.el9') + one('openssl', '1', '5.el9', 'src'),
    processor,
  );

const stream = '<module name="nodejs" stream="18" version="9" context="rhel9" arch="ARCH"/>';
const ofStreams = (processor: string) =>
  update(
    'RLSA-2030:0002',
    'Moderate: nodejs:18 security update',
    'CVE-2030-0002',
    stream + one('nodejs', '1', '1.module+el9.3.0+99+aaaaaaaa'),
    processor,
  );

const updates = `<?xml version="1.0" encoding="UTF-8"?>\n<updates>${ofBase('x86_64')}</updates>`;
const others = `<?xml version="1.0" encoding="UTF-8"?>\n<updates>${ofBase('aarch64')}${ofStreams('aarch64')}</updates>`;

const none = '<?xml version="1.0" encoding="UTF-8"?>\n<updates></updates>';
const extras = (repository: string) =>
  `<updates>${update('RLSA-2030:0003', `Low: ${repository} security update`, 'CVE-2030-0003', one('openssl-static', '1', '5.el9'), 'x86_64')}</updates>`;

export const example: Example = {
  partition: 'rocky/9',
  files: [
    { path: 'BaseOS/x86_64/updateinfo.xml', content: updates },
    { path: 'BaseOS/aarch64/updateinfo.xml', content: others },
    { path: 'AppStream/x86_64/updateinfo.xml', content: others },
    { path: 'AppStream/aarch64/updateinfo.xml', content: others },
    { path: 'CRB/x86_64/updateinfo.xml', content: extras('CRB') },
    { path: 'CRB/aarch64/updateinfo.xml', content: none },
    ...['HighAvailability', 'extras', 'plus'].flatMap((repository) =>
      ['x86_64', 'aarch64'].map((processor) => ({ path: `${repository}/${processor}/updateinfo.xml`, content: none })),
    ),
  ],
  records: [
    'openssl RLSA-2030:0001 affected',
    'openssl-libs RLSA-2030:0001 affected',
    'nodejs RLSA-2030:0002 affected',
    'openssl-static RLSA-2030:0003 affected',
  ],
  lookup: {
    found: examplePackage('rpm', 'openssl-libs', '1:3.0.7-4.el9', {
      source: { name: 'openssl', version: '1:3.0.7-4.el9' },
    }),
    distribution: { id: 'rocky', version: '9.4', like: [], path: 'etc/os-release' },
    key: 'openssl-libs',
    version: '1:3.0.7-4.el9',
  },
};
