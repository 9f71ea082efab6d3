import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kev } from './index.ts';

const parse = (json: unknown) =>
  kev.parse('kev', [{ path: 'known_exploited_vulnerabilities.json', bytes: Buffer.from(JSON.stringify(json)) }]);

test('kev: what is known of an entry', () => {
  const { records, date } = parse({
    dateReleased: '2030-01-02T10:00:00.0000Z',
    vulnerabilities: [
      {
        cveID: 'CVE-2030-0001',
        dateAdded: '2030-01-01',
        dueDate: '2030-01-22',
        requiredAction: 'Update.',
        knownRansomwareCampaignUse: 'Known',
      },
      { cveID: 'cve-2030-0002', dateAdded: '2030-01-01', dueDate: '', knownRansomwareCampaignUse: 'Unknown' },
    ],
  });
  assert.equal(date, '2030-01-02T10:00:00.000Z');
  assert.deepEqual(
    [...records].map((record) => [record.key, record.kind === 'exploitation' && record.exploitation.known]),
    [
      ['CVE-2030-0001', { added: '2030-01-01', due: '2030-01-22', ransomware: true, action: 'Update.' }],
      ['CVE-2030-0002', { added: '2030-01-01', ransomware: false }],
    ],
  );
});

test('kev: an empty catalogue is refused', () => {
  assert.throws(() => [...parse({ vulnerabilities: [] }).records], {
    code: 'E_FEED',
    message: 'the catalogue has no entry',
  });
});

test('kev: odd entries are told', () => {
  const good = { cveID: 'CVE-2030-0001', dateAdded: '2030-01-01' };
  const odd = ['soon', '2030-02-31', '2030-13-01'].map((dateAdded) => ({ cveID: 'CVE-2030-0002', dateAdded }));
  const large = { ...good, requiredAction: 'x'.repeat(2_000_000) };
  const parsed = parse({ vulnerabilities: [good, ...odd, 3, large] });
  assert.equal([...parsed.records].length, 1);
  assert.equal(parsed.problems.length, 2);
  assert.deepEqual(parsed.unread, parsed.problems);
  assert.match(parsed.problems[0] ?? '', /vulnerabilities\[1\].*vulnerabilities\[4\]/);
  assert.match(parsed.problems[1] ?? '', /too large: .*vulnerabilities\[5\]/);
});
