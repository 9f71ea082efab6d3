import { Liquid, type LiquidOptions } from 'liquidjs';
import { openFindings, placeOf, type Report, SeaworthyError, storedReport, whyOf } from '../../core/index.ts';
import { clean } from '../terminal/clean.ts';

/** Characters of a template, and what it may take: time in milliseconds, memory in the engine's own count of characters and items. */
const bounds = { parseLimit: 1_000_000, renderLimit: 5_000, memoryLimit: 200_000_000 } as const;

/** No file beside it is read, nothing but what stands in the report is seen, and a name that is not there is an error and no silence. */
const options: LiquidOptions = {
  ...bounds,
  templates: {},
  relativeReference: false,
  dynamicPartials: false,
  ownPropertyOnly: true,
  strictFilters: true,
  cache: false,
  timezoneOffset: 0,
  greedy: false,
};

const engine = (): Liquid => new Liquid(options);

function refused(what: string, where: string, cause: unknown): SeaworthyError {
  const why = clean(whyOf(cause)).slice(0, 300);
  return /limit exceeded/i.test(why)
    ? new SeaworthyError('E_LIMIT', 'the template takes too much time or memory', { where, why, cause })
    : new SeaworthyError('E_FORMAT', what, { where, why, cause });
}

/** Throws `E_FORMAT` for what is no template, `E_LIMIT` for one that is too long. */
export function checkTemplate(template: string, where: string): void {
  try {
    engine().parse(template);
  } catch (cause) {
    throw refused('not a template in Liquid', where, cause);
  }
}

/** Everything in a report may come from a stranger: texts in one line, without what steers a terminal. */
function safe(value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(safe);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, safe(inner)]));
}

/**
 * The report by a template. It sees `report` (what `-o json` writes), `open` (findings that nobody has set aside, each with `place`) and `missed` (what makes the report
 * incomplete). Throws `E_FORMAT` for a template that fails, `E_LIMIT` for one that takes too much.
 */
export async function renderTemplate(report: Report, template: string, where: string): Promise<string> {
  const open = openFindings(report).map((finding) => {
    const { path, line } = placeOf(finding.location);
    return { ...finding, place: line === undefined ? path : `${path}:${line}` };
  });
  const missed = report.coverage.problems.filter(({ incomplete }) => incomplete);
  const scope = safe({ report: storedReport(report), open, missed });
  try {
    const text = String(await engine().parseAndRender(template, scope as object));
    return text === '' || text.endsWith('\n') ? text : `${text}\n`;
  } catch (cause) {
    throw refused('the template cannot be filled in', where, cause);
  }
}
