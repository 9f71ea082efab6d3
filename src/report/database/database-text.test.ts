import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PartitionStatus } from '../../flows/index.ts';
import { searchText } from './search-text.ts';
import { statusText } from './status-text.ts';

const partition: PartitionStatus = {
  id: 'debian-advisories/bookworm',
  title: '',
  feed: 'debian-advisories',
  date: '2026-01-27T00:00:00Z',
  fetched: '2026-11-30T21:25:00Z',
  records: 3,
  bytes: 57_344,
  stale: false,
  origin: '',
};

test('db status: whole in 80 columns, without the time of day; with it where there is room', () => {
  const narrow = statusText([partition], 80);
  assert.ok(narrow.split('\n').every((line) => line.length <= 80));
  assert.match(narrow, /debian-advisories\/bookworm +3 {2}2026-01-27 {2}2026-11-30 +56\.0 KiB {2}fresh\n/);
  assert.match(statusText([partition], 120), /2026-11-30 21:25/);
  assert.match(statusText([{ ...partition, id: 'kev' }], 80), /2026-11-30 21:25/);
});

test('db search: the statement gives way, the ids never', () => {
  const text = searchText(
    [
      {
        partition: 'kev',
        cve: 'CVE-2023-44487',
        exploitation: { epss: { probability: 0.99, percentile: 0.99 } },
      },
    ],
    60,
  );
  assert.ok(text.split('\n').every((line) => line.length <= 60));
  assert.match(text, /kev +CVE-2023-44487 .*…\n/);
});
