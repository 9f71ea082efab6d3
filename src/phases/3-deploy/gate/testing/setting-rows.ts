import { type ImageFacts, known, type ScanFact } from '../facts.ts';
import { finding, releaser, scan, signerYaml } from './samples.ts';

/* What facts say to the settings of rules: a row says what is found, the rule, and what becomes of it. */

export type State = 'pass' | 'fail' | 'not-assessed';
export type Row = readonly [setting: string, situation: string, rule: string, image: Partial<ImageFacts>, state: State];

export const of = (more: Partial<ScanFact>): Partial<ImageFacts> => ({ scan: known({ ...scan, ...more }) });
export const found = (more: Partial<typeof finding>, about: Partial<ScanFact> = {}): Partial<ImageFacts> =>
  of({ findings: [{ ...finding, ...more }], ...about });
const { exploited: _exploited, fixable: _fixable, fixedIn: _fixedIn, ...bare } = finding;
export const plain = { ...bare, severity: 'low' } as const;
export const foundPlain = (more: object = {}, about: Partial<ScanFact> = {}): Partial<ImageFacts> =>
  of({ findings: [{ ...plain, ...more }], ...about });
export const [debian] = scan.sources;
export const source = (more: object): Partial<ImageFacts> =>
  of({ sources: [{ ...debian, ...more }] as ScanFact['sources'] });
export const { dated: _dated, ...undated } = { ...debian };
export const secret = { ...plain, kind: 'secret', severity: 'critical' } as const;
export const noSecrets: Partial<ScanFact> = { lookedFor: ['vulnerability'] };
export const unjudged: Partial<ScanFact> = { unjudged: [{ packages: 3, what: 'npm: no source covers this kind' }] };
export const unidentified: Partial<ScanFact> = { unidentified: { count: 1, examples: ['app: executable (ELF)'] } };
export const signed = (
  verdict: 'trusted' | 'not-trusted' | 'undetermined',
  more: object = {},
): Partial<ImageFacts> => ({
  signatures: known([{ signer: releaser, verdict, ...more }]),
});
export const attested = (more: object): Partial<ImageFacts> => ({
  attestations: known([
    {
      signer: releaser,
      verdict: 'trusted',
      verifiedTime: '2026-11-24T08:00:00Z',
      predicateType: 'https://example.com/scan/v1',
      ...more,
    },
  ]),
});
export const attests = (more = '') => `attested: { type: "https://example.com/scan/v1", by: [${signerYaml}]${more} }`;
export const watched = (purls: readonly string[], hours: number): Partial<ImageFacts> => ({
  inUse: known({ purls, observedFor: hours * 3_600_000, last: '2026-11-24T11:00:00Z' }),
});
export const purl = finding.package?.purl ?? '';
