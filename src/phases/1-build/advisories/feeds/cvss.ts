import { SeaworthyError } from '../../../../core/index.ts';

/** The part of the calculator that we use. */
interface Calculator {
  fromVector(vector: string): { calculateScores(): { readonly base?: number; readonly overall: number } } | null;
}

let calculator: Calculator | undefined;

/** Loads the calculator of CVSS scores. It is needed when a feed is read and never when a package is looked up. */
export async function loadCalculator(): Promise<void> {
  calculator = (await import('ae-cvss-calculator')).default;
}

type BaseMetrics = Readonly<Record<string, string>>;

const v3: BaseMetrics = { AV: 'NALP', AC: 'LH', PR: 'NLH', UI: 'NR', S: 'UC', C: 'HLN', I: 'HLN', A: 'HLN' };
const [vulnerable, subsequent] = [
  { VC: 'HLN', VI: 'HLN', VA: 'HLN' },
  { SC: 'HLN', SI: 'HLN', SA: 'HLN' },
];

/** Base metrics and the values of each, by what a vector begins with; those of CVSS 2.0 begin with nothing. */
const baseMetrics: Readonly<Record<string, BaseMetrics>> = {
  '': { AV: 'LAN', AC: 'HML', Au: 'MSN', C: 'NPC', I: 'NPC', A: 'NPC' },
  'CVSS:3.0': v3,
  'CVSS:3.1': v3,
  'CVSS:4.0': { AV: 'NALP', AC: 'LH', AT: 'NP', PR: 'NLH', UI: 'NPA', ...vulnerable, ...subsequent },
};

/** Whether it is of a known version and has every base metric, each once: the calculator scores others too, some as harmless. */
function isWhole(vector: string): boolean {
  const [, version = '', rest = ''] = /^(?:(CVSS:[^/]*)\/)?(.*)$/s.exec(vector) ?? [];
  const parts = rest.split('/').map((part) => part.split(':'));
  const values = new Map(parts.map(([name = '', ...value]) => [name, value.join(':')]));
  const base = Object.hasOwn(baseMetrics, version) ? baseMetrics[version] : undefined;
  if (base === undefined || values.size < parts.length) return false;
  return Object.entries(base).every(([name, all]) => {
    const value = values.get(name) ?? '';
    return value.length === 1 && all.includes(value);
  });
}

/**
 * The score of a CVSS 2.0, 3.0, 3.1 or 4.0 vector with all the metrics that it has, 0 to 10 (FIRST, "CVSS Specification Document"). Undefined when
 * it is no vector or lacks a base metric. `loadCalculator` must have been awaited.
 */
export function cvssScore(vector: string): number | undefined {
  if (calculator === undefined) throw new SeaworthyError('E_INTERNAL', 'the CVSS calculator was not loaded before use');
  if (vector.length > 500) return undefined;
  const text = vector.trim().replace(/^\((.*)\)$/s, '$1');
  const scores = isWhole(text) ? calculator.fromVector(text)?.calculateScores() : undefined;
  return scores?.base === undefined ? undefined : scores.overall;
}
