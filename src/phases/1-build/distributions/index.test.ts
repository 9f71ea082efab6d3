import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Distribution } from '../../../core/index.ts';
import { alpineBranch, debianCodename, detectDistribution, distributionFiles } from './index.ts';
import { readOsRelease } from './os-release.ts';

const now = new Date('2026-01-01T12:00:00Z');

function detect(files: Record<string, string>, at: Date = now): Distribution | undefined {
  return detectDistribution((path) => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    return text === undefined ? undefined : new TextEncoder().encode(text);
  }, at);
}

const debian12 = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
`;

/** File texts as the distributions ship them, and what must be read from them: id, version, code name. */
const cases: {
  title: string;
  files: Record<string, string>;
  said: readonly (string | undefined)[];
  branch?: string;
  end?: string;
}[] = [
  {
    title: 'Alpine',
    files: {
      'etc/os-release': 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.20.3\nPRETTY_NAME="Alpine Linux v3.20"\n',
    },
    said: ['alpine', '3.20.3'],
    branch: '3.20',
    end: '2026-04-01',
  },
  {
    title: 'Alpine edge',
    files: { 'etc/os-release': 'ID=alpine\nVERSION_ID=3.21.0_alpha20240807\nPRETTY_NAME="Alpine Linux edge"\n' },
    said: ['alpine', '3.21.0_alpha20240807'],
    branch: 'edge',
  },
  {
    title: 'Alpine release candidate: it belongs to its branch already',
    files: { 'etc/os-release': 'ID=alpine\nVERSION_ID=3.20.0_rc1\n' },
    said: ['alpine', '3.20.0_rc1'],
    branch: '3.20',
    end: '2026-04-01',
  },
  {
    title: 'Alpine without os-release',
    files: { 'etc/alpine-release': '3.18.4\n' },
    said: ['alpine', '3.18.4'],
    branch: '3.18',
    end: '2025-05-09',
  },
  { title: 'Debian 12', files: { 'etc/os-release': debian12 }, said: ['debian', '12', 'bookworm'], end: '2028-06-30' },
  {
    title: '/usr/lib/os-release alone',
    files: { 'usr/lib/os-release': debian12 },
    said: ['debian', '12', 'bookworm'],
    end: '2028-06-30',
  },
  {
    title: '/etc before /usr/lib',
    files: { 'usr/lib/os-release': debian12, 'etc/os-release': 'ID=devuan\nVERSION_ID="5"\n' },
    said: ['devuan', '5'],
  },
  {
    title: 'Debian 7, before VERSION_CODENAME',
    files: { 'etc/os-release': 'NAME="Debian GNU/Linux"\nVERSION_ID="7"\nVERSION="7 (wheezy)"\nID=debian\n' },
    said: ['debian', '7', 'wheezy'],
    end: '2018-05-31',
  },
  {
    title: 'distroless',
    files: {
      'usr/lib/os-release':
        'PRETTY_NAME="Distroless"\nNAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="12"\nVERSION="Debian GNU/Linux 12 (bookworm)"\n',
    },
    said: ['debian', '12', 'bookworm'],
    end: '2028-06-30',
  },
  {
    title: 'Debian testing',
    files: {
      'etc/os-release':
        'PRETTY_NAME="Debian GNU/Linux forky/sid"\nNAME="Debian GNU/Linux"\nVERSION_CODENAME=forky\nID=debian\n',
    },
    said: ['debian', undefined, 'forky'],
  },
  {
    title: 'Debian testing whose os-release has no code name',
    files: {
      'etc/os-release': 'ID=debian\nPRETTY_NAME="Debian GNU/Linux trixie/sid"\n',
      'etc/debian_version': 'trixie/sid\n',
    },
    said: ['debian', undefined, 'trixie'],
  },
  {
    title: 'Debian by debian_version',
    files: { 'etc/debian_version': '12.5\n' },
    said: ['debian', '12', 'bookworm'],
    end: '2028-06-30',
  },
  {
    title: 'Ubuntu',
    files: {
      'etc/os-release':
        'PRETTY_NAME="Ubuntu 22.04.4 LTS"\nNAME="Ubuntu"\nVERSION_ID="22.04"\nVERSION_CODENAME=jammy\nID=ubuntu\nID_LIKE=debian\n',
      'etc/debian_version': 'bookworm/sid\n',
    },
    said: ['ubuntu', '22.04', 'jammy'],
    end: '2027-06-01',
  },
  {
    title: 'lsb-release alone',
    files: { 'etc/lsb-release': 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=14.04\nDISTRIB_CODENAME=trusty\n' },
    said: ['ubuntu', '14.04', 'trusty'],
    end: '2019-04-25',
  },
  {
    title: 'RHEL, dated by its major version',
    files: { 'etc/os-release': 'NAME="Red Hat Enterprise Linux"\nID="rhel"\nID_LIKE="fedora"\nVERSION_ID="9.4"\n' },
    said: ['rhel', '9.4'],
    end: '2032-05-31',
  },
  {
    title: 'CentOS Linux 8 and CentOS Stream 8 end at different times: Linux',
    files: { 'etc/os-release': 'NAME="CentOS Linux"\nPRETTY_NAME="CentOS Linux 8"\nID="centos"\nVERSION_ID="8"\n' },
    said: ['centos', '8'],
    end: '2021-12-31',
  },
  {
    title: 'CentOS Linux 8 and CentOS Stream 8 end at different times: Stream',
    files: { 'etc/os-release': 'NAME="CentOS Stream"\nPRETTY_NAME="CentOS Stream 8"\nID="centos"\nVERSION_ID="8"\n' },
    said: ['centos', '8'],
    end: '2024-05-31',
  },
  {
    title: 'CentOS 6 by redhat-release',
    files: { 'etc/redhat-release': 'CentOS release 6.10 (Final)\n' },
    said: ['centos', '6.10'],
    end: '2020-11-30',
  },
  {
    title: 'Oracle Linux names itself in a file of its own',
    files: {
      'etc/redhat-release': 'Red Hat Enterprise Linux Server release 6.10 (Santiago)\n',
      'etc/oracle-release': 'Oracle Linux Server release 6.10\n',
    },
    said: ['ol', '6.10'],
    end: '2021-03-31',
  },
  {
    title: 'Amazon Linux 1',
    files: { 'etc/system-release': 'Amazon Linux AMI release 2018.03\n' },
    said: ['amzn', '2018.03'],
    end: '2023-12-31',
  },
  {
    title: 'a service pack of SUSE, which has a day of its own',
    files: { 'etc/os-release': 'ID="sles"\nVERSION_ID="15.5"\n' },
    said: ['sles', '15.5'],
    end: '2024-12-31',
  },
  {
    title: 'a service pack of SUSE that is not listed, about which the first release says nothing',
    files: { 'etc/os-release': 'ID="sles"\nVERSION_ID="15.99"\n' },
    said: ['sles', '15.99'],
  },
  {
    title: 'Wolfi rolls and has no end',
    files: { 'etc/os-release': 'ID=wolfi\nNAME="Wolfi"\nVERSION_ID="20230201"\n' },
    said: ['wolfi', '20230201'],
  },
];

for (const { title, files, said, branch, end } of cases) {
  test(`distribution: ${title}`, () => {
    const found = detect(files);
    assert.ok(found);
    assert.deepEqual([found.id, found.version, found.codename], [said[0], said[1], said[2]]);
    assert.equal(alpineBranch(found), branch);
    assert.equal(debianCodename(found), found.id === 'debian' ? said[2] : undefined);
    assert.equal(found.endOfLife?.date, end);
    assert.ok(Object.hasOwn(files, found.path));
  });
}

test('no file that says so: no distribution', () => {
  assert.equal(detect({}), undefined);
  assert.equal(detect({ 'etc/os-release': 'NAME="Mystery"\n', 'etc/redhat-release': 'Something else\n' }), undefined);
  assert.equal(detect({ 'etc/os-release': 'ID="../../etc"\n' }), undefined);
});

test('support ends after the day that is named', () => {
  const files = { 'etc/os-release': debian12 };
  assert.deepEqual(detect(files, new Date('2028-06-30T23:00:00Z'))?.endOfLife, { date: '2028-06-30', passed: false });
  assert.deepEqual(detect(files, new Date('2028-07-01T00:00:00Z'))?.endOfLife, { date: '2028-06-30', passed: true });
});

const quoted: [line: string, value: string][] = [
  ['X=plain', 'plain'],
  ['X="two words"', 'two words'],
  ["X='two words'", 'two words'],
  ['X=', ''],
  ['X=""', ''],
  ['X="a \\"b\\" \\$c \\`d\\` \\\\e"', 'a "b" $c `d` \\e'],
  ['X="keeps \\n"', 'keeps \\n'],
  ["X='no \\\" escape'", 'no \\" escape'],
  ['X=one\\ word', 'one word'],
  ['X=first second', 'first'],
  ['X="open', 'open'],
  ["X='open", 'open'],
  ['  X=indented\r', 'indented'],
  ['X=old\nX=new', 'new'],
  ['# X=comment\nX=real', 'real'],
];
for (const [line, value] of quoted) {
  test(`os-release(5) ${JSON.stringify(line)}`, () => assert.equal(readOsRelease(line).get('X'), value));
}

test('os-release survives anything, and keys of objects mean nothing to it', () => {
  assert.equal(readOsRelease('__proto__=x\nconstructor=y').get('constructor'), 'y');
  fc.assert(
    fc.property(
      fc.string({ maxLength: 200 }),
      (text) => void detect({ 'etc/os-release': text, 'etc/debian_version': text }),
    ),
  );
});

test('any text can be quoted and read back', () => {
  const text = fc.stringMatching(/^[ -~]{0,40}$/);
  fc.assert(
    fc.property(text, (value) => {
      const line = `X="${value.replace(/["$`\\]/g, '\\$&')}"`;
      assert.equal(readOsRelease(line).get('X'), value);
    }),
  );
});

test('all files asked for are small known places without leading slash', () => {
  assert.equal(new Set(distributionFiles).size, distributionFiles.length);
  for (const path of distributionFiles) assert.match(path, /^(etc|usr)\//);
});
