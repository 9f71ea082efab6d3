import { type Example, examplePackage } from '../example.ts';

const id = (kind: string, at: string): string => `oval:org.opensuse.security:${kind}:2009${at}`;
const linux = 'xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux"';

/** Tests by number: name and what the state says; `check` where it is another. */
const tests: Readonly<Record<string, readonly [name: string, state: string, check?: string]>> = {
  '01': ['sles-release', '<version operation="equals">15.6</version>'],
  '02': ['sle-module-basesystem-release', '<version operation="equals">15.6</version>'],
  '03': ['sles-release', '<version operation="equals">15.5</version>'],
  '04': ['openSUSE-release', '<evr datatype="evr_string" operation="greater than or equal">0:20160101-0</evr>'],
  '10': ['libopenssl3', '<evr datatype="evr_string" operation="less than">0:3.1.4-150600.5.7.1</evr>'],
  '11': ['openssl-3', '<evr datatype="evr_string" operation="less than">0:3.1.4-150600.5.7.1</evr>'],
  '12': ['openssl-3', '<evr datatype="evr_string" operation="less than">0:3.0.8-150500.5.2.1</evr>'],
  '13': ['libz1', '<evr datatype="evr_string" operation="greater than">0:0-0</evr>'],
  '14': ['libz1', '<version operation="equals">0</version>'],
  '15': ['kernel-default', '<evr datatype="evr_string" operation="equals">0:6.4.0-150600.21.2</evr>'],
  '16': [
    'kernel-livepatch-6_4_0-150600_21-default',
    '<evr datatype="evr_string" operation="greater than or equal">0:2-1</evr>',
    'none satisfy',
  ],
  '18': ['SLES-LTSS-release', '<version operation="equals">15.6</version>'],
  '19': ['SLES_SAP-release', '<version operation="equals">15.6</version>'],
  '17': ['libopenssl3', '<signature_keyid operation="equals">70af9e8139db7c82</signature_keyid>'],
};

export const holds = (at: string, comment: string): string =>
  `<criterion test_ref="${id('tst', at)}" comment="${comment}"/>`;
export const all = (...parts: readonly string[]): string => `<criteria operator="AND">${parts.join('')}</criteria>`;
export const any = (...parts: readonly string[]): string => `<criteria operator="OR">${parts.join('')}</criteria>`;

/** A flaw, in the form of the published file. */
export const flaw = (cve: string, severity: string, criteria: string): string =>
  `<definition id="${id('def', cve.replace(/\D/g, ''))}" version="1" class="vulnerability"><metadata><title>${cve}</title>
  <affected family="unix"><platform>SUSE Linux Enterprise Server 15 SP6</platform></affected>
  <reference ref_id="Mitre ${cve}" ref_url="https://cve.mitre.org/cgi-bin/cvename.cgi?name=${cve}" source="CVE"/>
  <reference ref_id="SUSE ${cve}" ref_url="https://www.suse.com/security/cve/${cve}" source="SUSE CVE"/>
  <reference ref_id="SUSE-SU-2030:0001-1" ref_url="https://lists.suse.com/pipermail/sle-security-updates/2030-January/000001.html" source="SUSE-SU"/>
  <description>What ${cve} is.</description>
  <advisory from="security@suse.de"><issued date="2030-01-02"/><updated date="2030-01-03"/><severity>${severity}</severity>
  <cve impact="${severity.toLowerCase()}" cvss3="7.5/CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" href="https://www.suse.com/security/cve/${cve}/">${cve} at SUSE</cve>
  <cve impact="critical" cvss3="9.8/CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" href="https://nvd.nist.gov/vuln/detail/${cve}">${cve} at NVD</cve>
  </advisory></metadata>${criteria}</definition>`;

/** The file with these flaws. */
export function suseFile(flaws: readonly string[]): string {
  const each = (make: (at: string, one: readonly [string, string, string?]) => string): string =>
    Object.entries(tests)
      .map(([at, one]) => make(at, one))
      .join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<oval_definitions xsi:schemaLocation="x" xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5">
<generator><oval:product_name>Marcus Updateinfo to OVAL Converter</oval:product_name><oval:timestamp>2030-01-04T03:37:25</oval:timestamp></generator>
<definitions>${flaws.join('\n')}</definitions>
<tests>${each((at, [, , check = 'at least one']) => `<rpminfo_test id="${id('tst', at)}" version="1" check="${check}" ${linux}><object object_ref="${id('obj', at)}"/><state state_ref="${id('ste', at)}"/></rpminfo_test>`)}</tests>
<objects>${each((at, [name]) => `<rpminfo_object id="${id('obj', at)}" version="1" ${linux}><name>${name}</name></rpminfo_object>`)}</objects>
<states>${each((at, [, state]) => `<rpminfo_state id="${id('ste', at)}" version="1" ${linux}>${state}</rpminfo_state>`)}</states>
</oval_definitions>`;
}

const products = any(
  holds('01', 'SUSE Linux Enterprise Server 15 SP6 is installed'),
  holds('02', 'SUSE Linux Enterprise Module for Basesystem 15 SP6 is installed'),
);

export const example: Example = {
  partition: 'sles/15.6',
  files: [
    {
      path: 'suse.linux.enterprise.15-sp6-affected.xml.gz',
      content: suseFile([
        flaw(
          'CVE-2030-0001',
          'Important',
          any(
            all(
              products,
              any(holds('10', 'libopenssl3-3.1.4 is installed'), holds('11', 'openssl-3-3.1.4 is installed')),
            ),
            all(
              holds('03', 'SUSE Linux Enterprise Server 15 SP5 is installed'),
              holds('12', 'openssl-3-3.0.8 is installed'),
            ),
          ),
        ),
        flaw('CVE-2030-0002', 'Moderate', all(products, holds('13', 'libz1 is affected'))),
        flaw('CVE-2030-0003', 'Low', all(products, holds('14', 'libz1 is not affected'))),
      ]),
    },
  ],
  records: [
    'libopenssl3 CVE-2030-0001 affected',
    'openssl-3 CVE-2030-0001 affected',
    'libz1 CVE-2030-0002 affected',
    'libz1 CVE-2030-0003 unaffected',
  ],
  lookup: {
    found: examplePackage('rpm', 'libopenssl3', '3.1.4-150600.5.3.1'),
    distribution: { id: 'sles', version: '15.6', like: ['suse'], path: 'etc/os-release' },
    key: 'libopenssl3',
    version: '3.1.4-150600.5.3.1',
  },
};
