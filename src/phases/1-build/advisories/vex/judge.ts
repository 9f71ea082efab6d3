import type { Package } from '../../../../core/index.ts';
import { normaliseId } from '../matching/identity.ts';
import type { Fitting } from './fit-statement.ts';
import { nameOf } from './fit-statement.ts';
import type { VexDocument, VexStatement, VexStatus } from './statement.ts';

/** A document, where it is from, and whether what it says counts. */
export interface VexSource {
  /** As it was named or found. */
  readonly where: string;
  readonly document: VexDocument;
  /** Why nothing of it counts; absent where it does. */
  readonly notBelieved?: string;
}

/** One statement with its source. */
export interface Said {
  readonly source: VexSource;
  readonly statement: VexStatement;
}

/** A statement about the flaw that does not decide, and why. */
export interface Passed extends Said {
  readonly why: string;
}

/** What statements come to for one finding. */
export interface Verdict {
  /** The statement that decides. */
  readonly said?: Said;
  /** The others about the same flaw, the closest first. */
  readonly passed: readonly Passed[];
}

/** Statements by the flaw that they are about. */
export class Statements {
  readonly #byId = new Map<string, Said[]>();
  /** All of them. */
  readonly size: number;

  constructor(sources: readonly VexSource[]) {
    this.size = sources.reduce((sum, { document }) => sum + document.statements.length, 0);
    for (const source of sources)
      for (const statement of source.document.statements)
        for (const id of new Set(statement.vulnerabilities.map(idKey))) {
          const known = this.#byId.get(id);
          if (known === undefined) this.#byId.set(id, [{ source, statement }]);
          else known.push({ source, statement });
        }
  }

  /** Those about a flaw of any of these ids, each once. */
  about(ids: readonly string[]): readonly Said[] {
    const found = new Map<VexStatement, Said>();
    for (const id of ids) for (const one of this.#byId.get(idKey(id)) ?? []) found.set(one.statement, one);
    return [...found.values()];
  }
}

const idKey = (id: string): string => normaliseId(id).toUpperCase();

/** What is asked of statements: a flaw in a package. */
export interface FlawInPackage {
  readonly ids: readonly string[];
  readonly found: Package;
  readonly now: Date;
}

/** Statements about one flaw that are looked at where they do not count anyway: whoever may push can hang many on an image. */
const mostUnbelieved = 50;

/**
 * What statements come to for a flaw in a package. Of those that are about it the latest counts (OpenVEX, "VEX documents are cumulative"); where two are of one
 * time, or one tells none that is past, nobody can say which is later, and the stricter counts. Pure.
 */
export function judgeVex(statements: Statements, fitting: Fitting, { ids, found, now }: FlawInPackage): Verdict {
  const hits: Said[] = [];
  const nears: Passed[] = [];
  const others: Passed[] = [];
  let unbelieved = 0;
  for (const said of statements.about(ids)) {
    const { statement, source } = said;
    if (source.notBelieved !== undefined && ++unbelieved > mostUnbelieved) continue;
    const fit = fitting.fit(statement, found);
    if (fit.is === 'near') nears.push({ ...said, why: fit.why });
    else if (fit.is === 'other') others.push({ ...said, why: whyOther(statement) });
    else if (source.notBelieved !== undefined)
      nears.unshift({ ...said, why: `it is not believed: ${source.notBelieved}` });
    else if (statement.fault !== undefined) nears.unshift({ ...said, why: `it is not believed: ${statement.fault}` });
    else hits.push(said);
  }
  const said = latest(hits, now);
  if (said === undefined) return { passed: [...nears, ...others] };
  const superseded = hits.filter((one) => one !== said).map((one) => ({ ...one, why: whyPassed(one, said, now) }));
  return { said, passed: [...superseded, ...nears, ...others] };
}

/** From the strictest to the mildest. */
const strictness: readonly VexStatus[] = ['affected', 'under_investigation', 'fixed', 'not_affected'];

const rank = ({ statement }: Said): number => strictness.indexOf(statement.status);

/** When it was said; undefined where nobody can tell, or it is yet to come. */
function timeOf({ statement: { time } }: Said, now: Date): number | undefined {
  const at = time === undefined ? Number.NaN : Date.parse(time);
  return Number.isNaN(at) || at > now.getTime() + clockSkew ? undefined : at;
}

const clockSkew = 24 * 60 * 60 * 1_000;

function latest(hits: readonly Said[], now: Date): Said | undefined {
  const times = hits.flatMap((one) => timeOf(one, now) ?? []);
  const newest = times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const open = hits.filter((one) => (timeOf(one, now) ?? newest) === newest);
  return open.toSorted((a, b) => rank(a) - rank(b))[0];
}

function whyPassed(one: Said, by: Said, now: Date): string {
  const [own, its] = [timeOf(one, now), timeOf(by, now)];
  const isOlder = own !== undefined && its !== undefined && own < its;
  return isOlder
    ? `a later statement (${by.statement.place} of ${by.source.where}) has taken its place`
    : `which of it and ${by.statement.place} of ${by.source.where} is later is not told, so that the stricter counts`;
}

function whyOther({ products }: VexStatement): string {
  const [first, ...more] = products;
  if (first === undefined) return 'it names no product';
  const within = first.subcomponents[0];
  const name = within === undefined ? nameOf(first) : `${nameOf(within)} in ${nameOf(first)}`;
  return `it is about ${name}${more.length === 0 ? '' : ` and ${more.length} more`}, which this is not`;
}
