import { type Example, examplePackage } from '../example.ts';

const head = `<?xml version="1.0" encoding="UTF-8"?>
<oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" xmlns:linux-def="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux" xmlns:unix-def="http://oval.mitre.org/XMLSchema/oval-definitions-5#unix">
  <generator><oval:product_name>Canonical OVAL Generator</oval:product_name><oval:timestamp>2030-01-03T07:42:06</oval:timestamp></generator>`;
const id = (kind: string, at: number | string): string => `oval:com.ubuntu.noble:${kind}:${at}`;
const installed = `<extend_definition definition_ref="${id('def', 100)}" comment="Ubuntu 24.04 LTS (noble) is installed." applicability_check="true"/>`;
const inventory = `<definition class="inventory" id="${id('def', 100)}" version="1"><metadata><title>Check that Ubuntu 24.04 LTS (noble) is installed.</title><description/></metadata>
  <criteria><criterion test_ref="${id('tst', 100)}" comment="The host is part of the unix family."/></criteria></definition>`;

function packages(at: number, names: readonly string[], evr?: string) {
  const state = evr && `<linux-def:state state_ref="${id('ste', at)}"/>`;
  return {
    test: `<linux-def:dpkginfo_test id="${id('tst', at)}" version="1" check_existence="at_least_one_exists" check="at least one"><linux-def:object object_ref="${id('obj', at)}"/>${state ?? ''}</linux-def:dpkginfo_test>`,
    object: `<linux-def:dpkginfo_object id="${id('obj', at)}" version="1"><linux-def:name var_ref="${id('var', at)}" var_check="at least one"/></linux-def:dpkginfo_object>`,
    state: evr
      ? `<linux-def:dpkginfo_state id="${id('ste', at)}" version="1"><linux-def:evr datatype="debian_evr_string" operation="less than">${evr}</linux-def:evr></linux-def:dpkginfo_state>`
      : '',
    variable: `<constant_variable id="${id('var', at)}" version="1" datatype="string">${names.map((name) => `<value>${name}</value>`).join('')}</constant_variable>`,
  };
}

function file(definitions: readonly string[], items: readonly ReturnType<typeof packages>[], tests = ''): string {
  const all = (part: 'test' | 'object' | 'state' | 'variable'): string =>
    `<${part}s>${items.map((one) => one[part]).join('')}${part === 'test' ? tests : ''}${part === 'object' ? `<unix-def:uname_object id="${id('obj', 1)}" version="1"/>` : ''}</${part}s>`;
  return `${head}<definitions>${inventory}${definitions.join('')}</definitions>${all('test')}${all('object')}${all('state')}${all('variable')}</oval_definitions>`;
}

/** A definition of the file of flaws; criteria as pairs of a test and its sentence. */
export const flaw = (cve: string, priority: string, criteria: readonly (readonly [number, string])[]): string =>
  `<definition class="vulnerability" id="${id('def', cve.replace(/\D/g, ''))}" version="1"><metadata><title>${cve} on Ubuntu 24.04 LTS (noble) - ${priority}</title>
  <description>What ${cve} is.</description><affected family="unix"><platform>Ubuntu 24.04 LTS</platform></affected>
  <reference source="CVE" ref_id="${cve}" ref_url="https://cve.mitre.org/cgi-bin/cvename.cgi?name=${cve}"/>
  <advisory><severity>${priority}</severity><public_date>2030-01-02 16:15:00 UTC</public_date>
  <cve href="https://ubuntu.com/security/${cve}" priority="${priority.toLowerCase()}" public="20300102" cvss_score="7.5" cvss_vector="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" cvss_severity="high">${cve}</cve></advisory></metadata>
  <criteria>${installed}<criteria operator="OR">${criteria.map(([at, comment]) => `<criterion test_ref="${id('tst', at)}" comment="${comment}"/>`).join('')}</criteria></criteria></definition>`;

const items = [packages(10, ['libssl3t64', 'openssl'], '0:3.0.13-0ubuntu3.1'), packages(20, ['libz1'])];

/** The file of flaws. */
export const flawsFile = (definitions: readonly string[]): string => file(definitions, items);

const notice = `<definition id="${id('def', 66)}" version="1" class="patch"><metadata><title>USN-9000-1 -- OpenSSL vulnerability</title><affected family="unix"/>
  <reference source="USN" ref_id="USN-9000-1" ref_url="https://ubuntu.com/security/notices/USN-9000-1"/>
  <reference source="CVE" ref_id="CVE-2030-0001" ref_url="https://ubuntu.com/security/CVE-2030-0001"/>
  <description>It was discovered.  Update Instructions:  Run it.</description>
  <advisory from="security@ubuntu.com"><severity>Medium</severity><issued date="2030-01-03"/></advisory></metadata>
  <criteria>${installed}<criteria operator="OR"><criterion test_ref="${id('tst', 10)}"/></criteria></criteria></definition>`;

export const example: Example = {
  partition: 'ubuntu/24.04',
  files: [
    {
      path: 'com.ubuntu.noble.cve.oval.xml.bz2',
      content: flawsFile([
        flaw('CVE-2030-0001', 'Medium', [
          [10, "openssl source package in noble, is affected and has been fixed (note: '3.0.13-0ubuntu3.1')."],
        ]),
        flaw('CVE-2030-0002', 'Low', [[20, 'zlib source package in noble, is affected and needs fixing.']]),
        flaw('CVE-2030-0003', 'Untriaged', [
          [20, 'zlib source package in noble, might be affected and may need fixing.'],
        ]),
      ]),
    },
    { path: 'com.ubuntu.noble.usn.oval.xml.bz2', content: file([notice], items) },
  ],
  records: [
    'source/openssl CVE-2030-0001 affected',
    'source/zlib CVE-2030-0002 affected',
    'source/zlib CVE-2030-0003 undetermined',
    'binary/libssl3t64 USN-9000-1 affected',
    'binary/openssl USN-9000-1 affected',
  ],
  lookup: {
    found: examplePackage('deb', 'libssl3t64', '3.0.13-0ubuntu3', {
      source: { name: 'openssl', version: '3.0.13-0ubuntu3' },
    }),
    distribution: { id: 'ubuntu', version: '24.04', codename: 'noble', like: ['debian'], path: 'etc/os-release' },
    key: 'source/openssl',
    version: '3.0.13-0ubuntu3',
    beside: [{ key: 'binary/libssl3t64', version: '3.0.13-0ubuntu3' }],
  },
};
