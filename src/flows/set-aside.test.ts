import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import type { Report } from '../core/index.ts';
import type { FullRecord } from '../foundations/ledger/index.ts';
import { diffReports } from './diff/index.ts';
import { scanFact } from './gate/scan-fact.ts';
import { scanPredicate } from './ship/scan-predicate.ts';
import { urgentFindings } from './voyage/questions/urgent-findings.ts';
import { tell } from './voyage/tell.ts';
import { finding, image, packages, record, scan } from './voyage/testing/records.ts';

const lastDay = '2026-03-10';
const within = `${lastDay}T23:59:59.999Z`;
const after = '2026-03-11T00:00:00.000Z';

const suppression = { by: 'ops', reason: 'not reachable', until: lastDay };

/** A report with one critical finding that is set aside to the end of the last day. */
function reportOf(created: string): Report {
  const found = { ...finding('CVE-1', 'critical', packages[0], { fixed: '9' }), suppression };
  const { report } = scan([found]) as { readonly report: Report };
  return { ...report, created, layers: [], packages: [] };
}

const recordOf = (created: string): FullRecord =>
  ({
    ...record({ kind: 'scan', time: created, payload: { ...scan([]), report: reportOf(created) }, data: [] }),
    sequence: 1,
    digest: image,
  }) as unknown as FullRecord;

const old = '2026-03-01T00:00:00.000Z';

/** Who asks whether it is set aside, at the time that counts for them. */
const consumers: Readonly<Record<string, (now: string) => boolean>> = {
  gate(now) {
    const [found] = scanFact([recordOf(old)], new Date(now)).findings;
    return found?.suppressed !== undefined;
  },
  attestation: (now) => scanPredicate(reportOf(now)).counts.critical === 0,
  'teller of scans': (now) => /nothing found/.test(JSON.stringify(tell(recordOf(now), image))),
  'question about urgent findings'(now) {
    const newest = [recordOf(old)];
    const known = { subject: image, now: new Date(now), oldAfter: 1, newest: () => newest, all: () => newest };
    return urgentFindings(known).length === 0;
  },
  comparison: (now) => diffReports(reportOf(old), reportOf(now)).findings.changed.length === 0,
};

for (const [name, isSetAside] of Object.entries(consumers)) {
  test(`${name}: an exception holds to the end of its last day`, () => {
    assert.deepEqual([isSetAside(within), isSetAside(after)], [true, false]);
  });
}
