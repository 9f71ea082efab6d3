import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Evidence, openFindings, type Report } from '../../core/index.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { openvexFormat } from './format.ts';

interface Vex {
  readonly '@context': string;
  readonly statements: readonly {
    readonly status: string;
    readonly status_notes: string;
    readonly action_statement?: string;
    readonly vulnerability: { readonly name: string };
    readonly products: readonly {
      readonly '@id': string;
      readonly subcomponents: readonly { readonly '@id': string }[];
    }[];
  }[];
}

const options = { color: false, width: 80 };
const written = async (report: Report): Promise<Vex> => JSON.parse(await openvexFormat.write(report, options));
const withObservation = (report: Report, observation?: Evidence): Report => ({
  ...report,
  findings: report.findings.map((one) => ({
    ...one,
    evidence: observation ? [...one.evidence, observation] : one.evidence,
  })),
});

test('what was seen in use is affected and says what to do', async () => {
  const seen: Evidence = { kind: 'observation', statement: 'Seen in use: x', observed: 'exec' };
  const { statements, ...head } = await written(withObservation(sampleReport, seen));
  assert.equal(head['@context'], 'https://openvex.dev/ns/v0.2.0');
  assert.ok(statements.length > 0);
  for (const one of statements) {
    assert.equal(one.status, 'affected');
    assert.ok(one.action_statement, 'the specification asks for an action on affected');
    assert.match(one.products[0]?.['@id'] ?? '', /^pkg:oci\/[a-z0-9._-]+@sha256:[0-9a-f]{64}$/);
    assert.match(one.products[0]?.subcomponents[0]?.['@id'] ?? '', /^pkg:/);
  }
});

test('what was not seen, or never observed, is under investigation and never "not affected"', async () => {
  const unseen: Evidence = {
    kind: 'observation',
    statement: 'Not seen in use in 3 h of observation: that is no proof',
  };
  for (const report of [withObservation(sampleReport, unseen), withObservation(sampleReport)]) {
    const { statements } = await written(report);
    assert.deepEqual([...new Set(statements.map(({ status }) => status))], ['under_investigation']);
    assert.ok(statements.every(({ status_notes: notes }) => notes !== ''));
  }
});

test('only vulnerabilities that nobody has set aside are stated, and the same report gives the same bytes', async () => {
  const { statements } = await written(sampleReport);
  const open = openFindings(sampleReport).filter(({ kind, package: found }) => kind === 'vulnerability' && found);
  assert.equal(statements.length, open.length);
  assert.equal(await openvexFormat.write(sampleReport, options), await openvexFormat.write(sampleReport, options));
});
