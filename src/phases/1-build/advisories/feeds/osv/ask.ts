import { defined, inParallel, SeaworthyError } from '../../../../../core/index.ts';
import { asArray, asString, field, isObject, optionalArray } from '../../../../../foundations/formats/index.ts';
import type { AskService, FeedRecord, ParsedFeed } from '../../feed.ts';
import { loadCalculator } from '../cvss.ts';
import { createTally } from '../tally.ts';
import { osvKey } from './names.ts';
import { recordsOf } from './record.ts';

/* OSV's service (google.github.io/osv.dev/api): `/v1/querybatch` gives ids by name, page by page, and `/v1/vulns/ID` the record. */

/** Names in one question: the service takes a thousand. */
const batch = 1_000;
/** Pages of one name: a page has a thousand ids, and no package has as many. */
const mostPages = 50;
/** Ids of one inventory: far more than any has. */
const mostIds = 50_000;
/** Records that are fetched side by side. */
const width = 8;

interface Question {
  readonly name: string;
  readonly page?: string;
}

const odd = (what: string): SeaworthyError =>
  new SeaworthyError('E_FEED', 'the service of OSV does not answer as it should', { why: what });

/** An id becomes part of an address. */
function readId(value: unknown): string {
  const id = asString(field(value, 'id'), 'querybatch, id');
  if (!/^[A-Za-z0-9][A-Za-z0-9._:+-]{0,199}$/.test(id)) throw odd(`an id ${JSON.stringify(id.slice(0, 100))}`);
  return id;
}

/** Asks one batch; ids go into `ids`, and what comes back has further pages. */
async function askBatch(
  ecosystem: string,
  questions: readonly Question[],
  ids: Set<string>,
  ask: AskService,
): Promise<readonly Question[]> {
  const queries = questions.map(({ name, page }) => ({
    package: { ecosystem, name },
    ...defined({ page_token: page }),
  }));
  const answer = await ask('/v1/querybatch', { queries });
  const results = asArray(field(answer, 'results'), 'querybatch, results');
  // One that is missing would be taken for "nothing is known".
  if (results.length !== questions.length) throw odd(`${results.length} results for ${questions.length} questions`);
  return results.flatMap((result, at): readonly Question[] => {
    if (!isObject(result)) throw odd('a result that is no object');
    for (const found of optionalArray(result, 'vulns', 'querybatch')) ids.add(readId(found));
    if (ids.size > mostIds) throw new SeaworthyError('E_LIMIT', `OSV knows of more than ${mostIds} records`);
    const page = field(result, 'next_page_token');
    const name = questions[at]?.name ?? '';
    return page === undefined || page === '' ? [] : [{ name, page: asString(page, 'querybatch, next_page_token') }];
  });
}

async function idsOf(ecosystem: string, names: readonly string[], ask: AskService): Promise<readonly string[]> {
  const ids = new Set<string>();
  let questions: readonly Question[] = names.map((name) => ({ name }));
  for (let page = 0; questions.length > 0; page++) {
    if (page >= mostPages)
      throw new SeaworthyError('E_LIMIT', `OSV gives more than ${mostPages} pages for one package`);
    const further: Question[] = [];
    for (let at = 0; at < questions.length; at += batch)
      further.push(...(await askBatch(ecosystem, questions.slice(at, at + batch), ids, ask)));
    questions = further;
  }
  return [...ids].sort();
}

/**
 * Every record about these packages, whatever version: names alone are told to the service, and which versions are affected is judged here. Throws `E_FEED`,
 * `E_FORMAT` and `E_LIMIT` for any answer that is not what it should be: one record that is missing would be a flaw that is not told.
 */
export async function askOsv(ecosystem: string, names: readonly string[], ask: AskService): Promise<ParsedFeed> {
  await loadCalculator();
  // As it is written, and as the partition has it: which of the two the service goes by is its own affair.
  const both = [...new Set(names.flatMap((name) => [name, osvKey(ecosystem, name)]))].sort();
  const wanted = new Set(both.map((name) => osvKey(ecosystem, name)));
  const ids = await idsOf(ecosystem, both, ask);
  const tally = createTally();
  const records = await inParallel(ids, width, async (id): Promise<readonly FeedRecord[]> => {
    const record = await ask(`/v1/vulns/${encodeURIComponent(id)}`);
    if (field(record, 'id') !== id) throw odd(`another record in place of ${id}`);
    return [...recordsOf(record, ecosystem, id, tally)].filter(({ key }) => wanted.has(key));
  });
  return { records: records.flat(), problems: tally.sentences(), unread: tally.unreadSentences() };
}
