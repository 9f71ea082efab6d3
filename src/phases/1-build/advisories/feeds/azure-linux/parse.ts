import { type Advisory, defined, SeaworthyError, severityFromWord } from '../../../../../core/index.ts';
import { childNamed, childText } from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { casesOf, type Meaning } from '../../oval/cases.ts';
import type { OvalCriterion } from '../../oval/oval-types.ts';
import { packageRows } from '../../oval/package-rows.ts';
import { packageTest } from '../../oval/package-test.ts';
import { parseOvalFeed } from '../../oval/parse-oval-feed.ts';
import type { OvalDefinition } from '../../oval/read-oval.ts';

/** Each definition is about one flaw of one source package, and its criteria are one test of it. */
function meaningOf(where: string) {
  return (criterion: OvalCriterion): Meaning => {
    const test = criterion.test && packageTest(criterion.test);
    if (test !== undefined) return { is: 'package', test, criterion };
    throw new SeaworthyError('E_FORMAT', 'a test that is not of a package and its version', { where });
  };
}

/** `patchable` says whether there is a fix (`true`, `false`), or that the flaw is or was none of the package's (`Not Applicable`). */
function stateOf(patchable: string | undefined): Pick<Advisory, 'status' | 'note'> {
  if (patchable === 'Not Applicable') return { status: 'unaffected', note: 'not applicable, or no longer' };
  return { status: 'affected', ...(patchable === 'false' ? { note: 'no patch is available' } : {}) };
}

function* readDefinition({ id, metadata, criteria }: OvalDefinition): Generator<FeedRecord> {
  const reference = childNamed(metadata, 'reference')?.attributes;
  const flaw = reference?.get('ref_id');
  const tree = criteria();
  if (flaw === undefined || tree === undefined)
    throw new SeaworthyError('E_FORMAT', 'a definition without a flaw or criteria', { where: id });
  const address = reference?.get('ref_url') ?? '';
  const references = URL.canParse(address) ? [address] : [];
  const level = severityFromWord(childText(metadata, 'severity') ?? '');
  const published = childText(metadata, 'advisory_date');
  const { status, note } = stateOf(childText(metadata, 'patchable'));
  for (const row of packageRows(casesOf(tree, meaningOf(id), id))) {
    const remark = note ?? row.note;
    const advisory: Advisory = {
      id: flaw,
      aliases: [],
      covers: [],
      ...row,
      status,
      ranges: status === 'unaffected' ? [] : row.ranges,
      cvss: [],
      ...(level === 'unknown' ? {} : { severity: { level, source: 'Microsoft' } }),
      ...defined({ note: remark, published }),
      references,
    };
    yield { kind: 'advisory', key: row.package, advisory };
  }
}

/** The records of one release. Throws `E_FEED`. */
export function parseAzureLinux(files: readonly FetchedFile[]): ParsedFeed {
  return parseOvalFeed(files, readDefinition);
}
