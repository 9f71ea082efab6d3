import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFindings, type Report, type StatedVex, type Usage } from '../../core/index.ts';
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
const withUsage = (usage?: Usage): Report => ({
  ...sampleReport,
  findings: sampleReport.findings.map((one) =>
    one.kind === 'vulnerability' && usage !== undefined ? { ...one, usage } : one,
  ),
});

/** What is only told in prose says nothing of use: another observation is none of this. */
function evidenceOnly(): Report {
  const told = { kind: 'observation', statement: 'Seen in use: x', observed: 'exec' } as const;
  return {
    ...sampleReport,
    findings: sampleReport.findings.map((one) => ({ ...one, evidence: [...one.evidence, told] })),
  };
}

test('what was seen in use is affected and says what to do', async () => {
  const seen: Usage = { state: 'in-use', as: 'exec', last: '2026-11-24T11:00:00Z', file: '/usr/bin/curl' };
  const { statements, ...head } = await written(withUsage(seen));
  assert.equal(head['@context'], 'https://openvex.dev/ns/v0.2.0');
  assert.ok(statements.length > 0);
  for (const one of statements) {
    assert.equal(one.status, 'affected');
    assert.match(
      one.status_notes,
      /^Seen in use: .+ was run, for instance \/usr\/bin\/curl; last on 2026-11-24\.(?: Set aside by .+)?$/,
    );
    assert.ok(one.action_statement, 'the specification asks for an action on affected');
    assert.match(one.products[0]?.['@id'] ?? '', /^pkg:oci\/[a-z0-9._-]+@sha256:[0-9a-f]{64}$/);
    assert.match(one.products[0]?.subcomponents[0]?.['@id'] ?? '', /^pkg:/);
  }
});

test('what was not seen, or never observed, is under investigation and never "not affected"', async () => {
  const hours = 3_600_000;
  const unseen: Usage = { state: 'not-seen', observedFor: 3 * hours, limits: ['3 events were lost'] };
  const cases = [
    [withUsage(unseen), /^Not seen in use in 3 h of observation \(3 events were lost\): that is no proof/],
    [withUsage(), /^No observation of this image at run time is known\.(?: Set aside by .+)?$/],
    [evidenceOnly(), /^No observation of this image at run time is known\.(?: Set aside by .+)?$/],
  ] as const;
  for (const [report, notes] of cases) {
    const { statements } = await written(report);
    assert.deepEqual([...new Set(statements.map(({ status }) => status))], ['under_investigation']);
    assert.ok(statements.every(({ status_notes: said }) => notes.test(said)));
  }
});

test('every vulnerability is stated, those that are set aside too, and the same report gives the same bytes', async () => {
  const { statements } = await written(sampleReport);
  const all = sampleReport.findings.filter((one) => one.kind === 'vulnerability' && one.package);
  assert.ok(all.length > openFindings(sampleReport).filter((one) => all.includes(one)).length);
  assert.equal(statements.length, all.length);
  assert.equal(await openvexFormat.write(sampleReport, options), await openvexFormat.write(sampleReport, options));
});

test('a statement that was taken in is handed on as that of its author, and what was set aside otherwise is stated as seen', async () => {
  const [first] = openFindings(sampleReport).filter((one) => one.kind === 'vulnerability' && one.package);
  assert.ok(first);
  const withVex = (vex?: StatedVex): Report => ({
    ...sampleReport,
    findings: [
      {
        ...first,
        suppression: {
          by: 'Acme',
          reason: 'not affected, never called',
          source: { kind: vex === undefined ? 'exceptions' : 'vex', name: 'x.json', ...(vex ? { vex } : {}) },
        },
      },
    ],
  });
  const time = '2026-01-01T00:00:00Z';
  for (const [vex, expected] of [
    [
      { status: 'not_affected', justification: 'component_not_present', time },
      { justification: 'component_not_present' },
    ],
    [
      { status: 'not_affected', justification: 'code_not_present', time },
      { impact_statement: 'not affected, never called' },
    ],
    [{ status: 'not_affected', detail: 'never called', time }, { impact_statement: 'never called' }],
    [{ status: 'fixed', detail: 'x', time }, {}],
  ] as const) {
    const [one] = (await written(withVex(vex))).statements as readonly Record<string, unknown>[];
    const { vulnerability: _, products: __, status_notes: notes, ...told } = one ?? {};
    assert.deepEqual(told, { status: vex.status, ...expected, timestamp: time });
    assert.equal(notes, 'Stated by Acme (x.json), and taken over: nothing of it was observed.');
  }
  const [seen] = (await written(withVex())).statements;
  assert.ok(seen && seen.status !== 'not_affected' && seen.status !== 'fixed');
  assert.match(seen.status_notes, / Set aside by Acme: not affected, never called \(x\.json\)\.$/);
});

test('products are named as readers compare them: by digest alone, also of the index for this architecture, and packages without words of one maker', async () => {
  const { subject } = sampleReport;
  assert.ok(subject.kind === 'image');
  const indexDigest = `sha256:${'e'.repeat(64)}` as const;
  const { statements } = await written({ ...sampleReport, subject: { ...subject, indexDigest } });
  for (const { products } of statements) {
    assert.deepEqual(
      products.map(({ '@id': id }) => id.replace(/^pkg:oci\/[^@]+@/, '')),
      [subject.digest, `${indexDigest}?arch=${subject.platform.architecture}`],
    );
    assert.deepEqual(
      products.map((one) => (one as unknown as { hashes?: object }).hashes),
      [{ 'sha-256': subject.digest.slice('sha256:'.length) }, undefined],
    );
    for (const { subcomponents } of products) assert.doesNotMatch(subcomponents[0]?.['@id'] ?? '', /distro=/);
  }
});
