import { type Example, examplePackage } from '../example.ts';

const dsa = `[02 Jan 2030] DSA-9002-1 openssl - security update
	{CVE-2030-0001 CVE-2030-0002}
	[bookworm] - openssl 3.0.13-1~deb12u1
	[trixie] - openssl 3.5.1-1
[01 Jan 2030] DSA-9001-1 zlib - security update
	{CVE-2030-0003}
	[bookworm] - zlib <not-affected> (Vulnerable code not present)
	NOTE: only later releases have it
`;

const dla = `[03 Jan 2030] DLA-8001-1 curl - security update
	{CVE-2030-0004}
	[bookworm] - curl 7.88.1-10+deb12u9
`;

export const example: Example = {
  partition: 'debian-advisories/bookworm',
  files: [
    { path: 'DSA/list', content: dsa },
    { path: 'DLA/list', content: dla },
  ],
  records: ['openssl DSA-9002-1 affected', 'zlib DSA-9001-1 unaffected', 'curl DLA-8001-1 affected'],
  lookup: {
    found: examplePackage('deb', 'curl', '7.88.1-10+deb12u5'),
    distribution: { id: 'debian', version: '12', codename: 'bookworm', like: [], path: 'etc/os-release' },
    key: 'curl',
    version: '7.88.1-10+deb12u5',
  },
};
