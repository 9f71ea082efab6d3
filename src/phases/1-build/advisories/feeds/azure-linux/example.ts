import { type Example, examplePackage } from '../example.ts';

/** A definition with its test, object and state, in the form of the published file. */
function flaw(at: number, cve: string, name: string, operation: string, evr: string, patchable: string) {
  const id = (kind: string): string => `oval:com.microsoft.azurelinux:${kind}:${at}`;
  return {
    definition: `<definition class="vulnerability" id="${id('def')}" version="1"><metadata>
      <title>${cve} affecting package ${name}</title><affected family="unix"><platform>Azure Linux</platform></affected>
      <reference ref_id="${cve}" ref_url="https://nvd.nist.gov/vuln/detail/${cve}" source="CVE"/>
      <patchable>${patchable}</patchable><advisory_date>2030-01-02T03:04:05Z</advisory_date><severity>High</severity>
      <description>${cve} affecting package ${name}.</description></metadata>
      <criteria operator="AND"><criterion comment="Package ${name} is earlier" test_ref="${id('tst')}000"/></criteria></definition>`,
    test: `<linux-def:rpminfo_test check="at least one" id="${id('tst')}000" version="1"><linux-def:object object_ref="${id('obj')}001"/><linux-def:state state_ref="${id('ste')}002"/></linux-def:rpminfo_test>`,
    object: `<linux-def:rpminfo_object id="${id('obj')}001" version="1"><linux-def:name>${name}</linux-def:name></linux-def:rpminfo_object>`,
    state: `<linux-def:rpminfo_state id="${id('ste')}002" version="1"><linux-def:evr datatype="evr_string" operation="${operation}">${evr}</linux-def:evr></linux-def:rpminfo_state>`,
  };
}

const flaws = [
  flaw(10, 'CVE-2030-0001', 'openssl', 'less than', '0:3.3.0-2.azl3', 'true'),
  flaw(11, 'CVE-2030-0002', 'openssl', 'less than', ' 0:3.3.0-3.azl3', 'Not Applicable'),
  flaw(12, 'CVE-2030-0003', 'syslinux', 'less than or equal', '0:6.04-10.azl3', 'false'),
];
const all = (part: 'definition' | 'test' | 'object' | 'state'): string =>
  `<${part}s>${flaws.map((one) => one[part]).join('\n')}</${part}s>`;

export const example: Example = {
  partition: 'azurelinux/3.0',
  files: [
    {
      path: 'azurelinux-3.0-oval.xml',
      content: `<oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" xmlns:linux-def="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux">
  <generator><oval:timestamp>2030-01-03T12:04:24.575063301Z</oval:timestamp></generator>
  ${all('definition')}${all('test')}${all('object')}${all('state')}
</oval_definitions>`,
    },
  ],
  records: ['openssl CVE-2030-0001 affected', 'openssl CVE-2030-0002 unaffected', 'syslinux CVE-2030-0003 affected'],
  lookup: {
    found: examplePackage('rpm', 'openssl-libs', '1:3.3.0-1.azl3', {
      source: { name: 'openssl', version: '1:3.3.0-1.azl3' },
    }),
    distribution: { id: 'azurelinux', version: '3.0.20240727', like: [], path: 'etc/os-release' },
    key: 'openssl',
    version: '3.3.0-1.azl3',
  },
};
