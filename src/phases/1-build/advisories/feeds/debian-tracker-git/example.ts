import { type Example, examplePackage } from '../example.ts';

const flaws = `CVE-2030-0005 (A flaw in a program that nobody has ...)
	NOT-FOR-US: somebody's program
CVE-2030-0004 (Open everywhere ...)
	- openssl <unfixed> (bug #1000004; low)
CVE-2030-0003 (Never there in the old one ...)
	- openssl 3.1-1
	[buster] - openssl <not-affected> (Vulnerable code introduced later)
CVE-2030-0002 (Fixed by a bulletin ...)
	{DLA-3-1}
	- openssl 3.0.2-1 (medium)
	NOTE: https://example.org/advisory
CVE-2030-0001 (Not worth a bulletin ...)
	- openssl 3.0.1-1
	[buster] - openssl <no-dsa> (Minor issue)
`;

const bulletins = (id: string, flaw: string, line: string) =>
  `[01 Jan 2030] ${id} openssl - security update\n\t{${flaw}}\n\t${line}\n`;

export const example: Example = {
  partition: 'debian-tracker-git/buster',
  files: [
    { path: 'CVE/list', content: flaws },
    { path: 'DSA/list', content: bulletins('DSA-3-1', 'CVE-2030-0009', '[stretch] - openssl 1.1.0-1') },
    { path: 'DLA/list', content: bulletins('DLA-3-1', 'CVE-2030-0002', '[buster] - openssl 1.1.1-1+deb10u2') },
  ],
  records: [
    'openssl CVE-2030-0004 end-of-life',
    'openssl CVE-2030-0003 unaffected',
    'openssl CVE-2030-0002 affected',
    'openssl CVE-2030-0001 affected',
  ],
  lookup: {
    found: examplePackage('deb', 'libssl1.1', '1.1.1-1+deb10u1+b1', {
      source: { name: 'openssl', version: '1.1.1-1+deb10u1' },
    }),
    distribution: {
      id: 'debian',
      version: '10',
      codename: 'buster',
      like: [],
      path: 'etc/os-release',
      endOfLife: { date: '2024-06-30', passed: true },
    },
    key: 'openssl',
    version: '1.1.1-1+deb10u1',
  },
};
