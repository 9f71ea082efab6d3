import { type Example, examplePackage } from '../example.ts';

const update = (id: string, type: string, report: string) => `
  <update from="updates@fedoraproject.org" status="stable" type="${type}" version="2.0">
    <id>${id}</id><title>openssl-3.0.7-5.fc43</title><issued date="2030-01-02 03:04:05"/>
    <rights>x</rights><release>Fedora 43</release><severity>Moderate</severity>
    <summary>openssl update</summary><description>Rebuilt.</description>
    <references><reference href="https://bugzilla.redhat.com/1" id="1" type="bugzilla" title="${report}"/></references>
    <pkglist><collection short="F43"><name>Fedora 43</name>
      <package name="openssl-libs" version="3.0.7" release="5.fc43" epoch="1" arch="x86_64" src="x.src.rpm"><filename>x.rpm</filename></package>
      <package name="openssl-libs" version="3.0.7" release="5.fc43" epoch="1" arch="i686" src="x.src.rpm"><filename>x.rpm</filename></package>
    </collection></pkglist>
  </update>`;

const updates = `<?xml version="1.0" encoding="UTF-8"?>
<updates>${update('FEDORA-2030-0123456789', 'security', 'CVE-2030-0001 openssl: a flaw [fedora-43]')}${update('FEDORA-2030-abcdefabcd', 'bugfix', 'it crashes')}
</updates>`;

export const example: Example = {
  partition: 'fedora/43',
  files: [{ path: 'updates/updateinfo.xml', content: updates }],
  records: ['openssl-libs FEDORA-2030-0123456789 affected'],
  lookup: {
    found: examplePackage('rpm', 'openssl-libs', '1:3.0.7-4.fc43', {
      source: { name: 'openssl', version: '1:3.0.7-4.fc43' },
    }),
    distribution: { id: 'fedora', version: '43', like: [], path: 'etc/os-release' },
    key: 'openssl-libs',
    version: '1:3.0.7-4.fc43',
  },
};
