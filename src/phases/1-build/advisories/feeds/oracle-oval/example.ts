import { type Example, examplePackage } from '../example.ts';

const id = (kind: string, at: string): string => `oval:com.oracle.elsa:${kind}:${at}`;

/** Tests by number: name and what the state says. */
const tests: Readonly<Record<string, readonly [name: string, state: string]>> = {
  '001': ['oraclelinux-release', '<version operation="pattern match">^9</version>'],
  '002': ['oraclelinux-release', '<version operation="pattern match">^8</version>'],
  '003': ['oraclelinux-release', '<arch operation="pattern match">x86_64</arch>'],
  '004': ['oraclelinux-release', '<arch operation="pattern match">aarch64</arch>'],
  '005': ['openssl-libs', '<signature_keyid operation="equals">bc4d06a08d8b756f</signature_keyid>'],
  '010': ['openssl-libs', '<evr datatype="evr_string" operation="less than">1:3.0.7-25.0.1.el9_3</evr>'],
  '011': ['openssl-libs', '<evr datatype="evr_string" operation="less than">10:3.0.7-25.0.1.el9_3_fips</evr>'],
  '012': ['openssl-libs', '<evr datatype="evr_string" operation="less than">2:3.0.7-25.0.1.ksplice1.el9_3</evr>'],
  '013': ['nodejs', '<evr datatype="evr_string" operation="less than">1:18.19.0-1.module+el9.3.0+1+a</evr>'],
};

/** A criterion of one of the tests. */
export const holds = (at: string, comment: string): string =>
  `<criterion test_ref="${id('tst', at)}" comment="${comment}"/>`;
export const all = (...parts: readonly string[]): string => `<criteria operator="AND">${parts.join('')}</criteria>`;
export const any = (...parts: readonly string[]): string => `<criteria operator="OR">${parts.join('')}</criteria>`;

/** A bulletin, in the form of the published file. */
export const bulletin = (elsa: string, title: string, cves: readonly string[], criteria: string): string =>
  `<definition id="${id('def', elsa.replace(/\D/g, ''))}" version="501" class="patch"><metadata><title>
${elsa}:  ${title} (IMPORTANT)
</title><affected family="unix"><platform>Oracle Linux 9</platform></affected>
  <reference source="elsa" ref_id="${elsa}" ref_url="https://linux.oracle.com/errata/${elsa}.html"/>
  ${cves.map((cve) => `<reference source="CVE" ref_id="${cve}" ref_url="https://linux.oracle.com/cve/${cve}.html"/>`).join('')}
  <description>What is mended.</description>
  <advisory><severity>IMPORTANT</severity><rights>Copyright 2030 Oracle, Inc.</rights><issued date="2030-01-02"/>
  ${cves.map((cve) => `<cve cvss3="7.5/CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" href="https://linux.oracle.com/cve/${cve}.html" public="20300101">${cve}</cve>`).join('')}</advisory></metadata>
  ${criteria}</definition>`;

/** The file with these bulletins. */
export function oracleFile(bulletins: readonly string[]): string {
  const namespace = 'xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux"';
  const each = (make: (at: string, name: string, state: string) => string): string =>
    Object.entries(tests)
      .map(([at, [name, state]]) => make(at, name, state))
      .join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5">
<generator><oval:product_name>Oracle Errata System</oval:product_name><oval:timestamp>2030-01-03T00:00:00</oval:timestamp></generator>
<definitions>${bulletins.join('\n')}</definitions>
<tests>${each((at) => `<rpminfo_test id="${id('tst', at)}" version="501" check="at least one" ${namespace}><object object_ref="${id('obj', at)}"/><state state_ref="${id('ste', at)}"/></rpminfo_test>`)}
<textfilecontent54_test id="${id('tst', '020')}" version="501" check="all" xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent"><object object_ref="${id('obj', '020')}"/></textfilecontent54_test></tests>
<objects>${each((at, name) => `<rpminfo_object id="${id('obj', at)}" version="501" ${namespace}><name>${name}</name></rpminfo_object>`)}
<textfilecontent54_object id="${id('obj', '020')}" version="501" xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent"><filepath>/etc/dnf/modules.d/nodejs.module</filepath></textfilecontent54_object></objects>
<states>${each((at, _name, state) => `<rpminfo_state id="${id('ste', at)}" version="501" ${namespace}>${state}</rpminfo_state>`)}</states>
</oval_definitions>`;
}

const signed = holds('005', 'openssl-libs is signed with the Oracle Linux 9 key');
const onArch = (at: string, name: string, ...parts: readonly string[]): string =>
  all(holds(at, `Oracle Linux arch is ${name}`), any(...parts.map((part) => all(part, signed))));
const earlier = holds('010', 'openssl-libs is earlier than 1:3.0.7-25.0.1.el9_3');
const installed = holds('001', 'Oracle Linux 9 is installed');

export const example: Example = {
  partition: 'oracle/9',
  files: [
    {
      path: 'com.oracle.elsa-ol9.xml.bz2',
      content: oracleFile([
        bulletin(
          'ELSA-2030-0001',
          'openssl security update',
          ['CVE-2030-0001', 'CVE-2030-0002'],
          all(installed, any(onArch('003', 'x86_64', earlier), onArch('004', 'aarch64', earlier))),
        ),
        bulletin(
          'ELSA-2030-0002',
          'openssl security update',
          ['CVE-2030-0001'],
          all(
            installed,
            onArch('003', 'x86_64', holds('011', 'openssl-libs is earlier than 10:3.0.7-25.0.1.el9_3_fips')),
          ),
        ),
        bulletin(
          'ELSA-2030-0003',
          'openssl security update',
          ['CVE-2030-0001'],
          all(
            installed,
            onArch('003', 'x86_64', holds('012', 'openssl-libs is earlier than 2:3.0.7-25.0.1.ksplice1.el9_3')),
          ),
        ),
        bulletin(
          'ELSA-2030-0004',
          'nodejs:18 security update',
          ['CVE-2030-0003'],
          all(
            installed,
            holds('020', 'Module nodejs:18 is enabled'),
            holds('003', 'Oracle Linux arch is x86_64'),
            holds('013', 'nodejs is earlier than 1:18.19.0-1'),
          ),
        ),
        bulletin(
          'ELSA-2030-0005',
          'openssl security update',
          ['CVE-2030-0004'],
          all(holds('002', 'Oracle Linux 8 is installed'), earlier),
        ),
      ]),
    },
  ],
  records: [
    'openssl-libs ELSA-2030-0001 affected',
    'fips/openssl-libs ELSA-2030-0002 affected',
    'ksplice/openssl-libs ELSA-2030-0003 affected',
    'nodejs ELSA-2030-0004 affected',
  ],
  lookup: {
    found: examplePackage('rpm', 'openssl-libs', '1:3.0.7-24.el9'),
    distribution: { id: 'ol', version: '9.3', like: ['fedora'], path: 'etc/os-release' },
    key: 'openssl-libs',
    version: '1:3.0.7-24.el9',
  },
};
