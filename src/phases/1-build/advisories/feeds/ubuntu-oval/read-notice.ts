import { type Advisory, defined, SeaworthyError } from '../../../../../core/index.ts';
import { childNamed, childrenNamed, childText } from '../../../../../foundations/formats/index.ts';
import type { FeedRecord } from '../../feed.ts';
import { casesOf, type Meaning, type OvalCase } from '../../oval/cases.ts';
import type { OvalCriterion } from '../../oval/oval-types.ts';
import { packageRows } from '../../oval/package-rows.ts';
import { packageTest } from '../../oval/package-test.ts';
import type { OvalDefinition } from '../../oval/read-oval.ts';
import type { Tally } from '../tally.ts';
import { binaryKey } from '../ubuntu-lookup.ts';
import { isProVersion, ubuntuPro } from '../ubuntu-pro.ts';
import { checkCodename, dayOf, detailsOf, flawsOf, ratingsOf, severityOf } from './metadata.ts';

/** Tests of the kernel that runs, which no image has. */
const kernelTests: ReadonlySet<string> = new Set([
  'uname_test',
  'variable_test',
  'textfilecontent54_test',
  'file_test',
]);

const meaningOf =
  (where: string) =>
  (criterion: OvalCriterion): Meaning => {
    const { test, missing, comment } = criterion;
    // That the release is installed: the partition is the release.
    if (test === undefined && missing === undefined) return { is: 'true' };
    const found = test && packageTest(test);
    if (found !== undefined) return { is: 'package', test: found, criterion };
    if (test !== undefined && kernelTests.has(test.kind))
      return { is: 'condition', words: comment || 'a kernel that runs' };
    throw new SeaworthyError('E_FORMAT', 'a test that is not of a package and its version', { where });
  };

/** What a notice says is the worst of its flaws; where it names none, it mends something else. */
function severityIn(word: string, covers: readonly string[]): Advisory['severity'] {
  if (covers.length === 0) return { level: 'negligible', source: 'Ubuntu names no flaw' };
  return severityOf(word === 'None' ? '' : word);
}

/**
 * A security notice (USN): rows of the binary packages that it updates. Notices about the kernel are in terms of the one that runs, and about patches of a running
 * one (LSN): the file of flaws has the kernel by its source, and without it (`hasFlaws`) they are told as not read.
 */
export function* readNotice(
  definition: OvalDefinition,
  codename: string,
  hasFlaws: boolean,
  tally: Tally,
): Generator<FeedRecord> {
  if (definition.class !== 'patch') return;
  checkCodename(definition, codename);
  const { metadata } = definition;
  const references = childrenNamed(metadata, 'reference').map(({ attributes }) => attributes);
  const notice = references.find((one) => /^[UL]SN-/.test(one.get('ref_id') ?? ''));
  const id = notice?.get('ref_id');
  const tree = definition.criteria();
  if (id === undefined || tree === undefined)
    throw new SeaworthyError('E_FORMAT', 'a notice without an id or criteria', { where: definition.id });
  if (id.startsWith('LSN-')) {
    tally.add('notices about patches of a running kernel, which concern no image', id);
    return;
  }
  const cases = casesOf(tree, meaningOf(definition.id), definition.id);
  if (cases.some(isAboutKernel)) {
    const kind = 'notices about kernels, by the one that runs';
    if (hasFlaws) tally.add(`${kind} (the flaws have them by source package)`, id);
    else tally.unread(kind, id);
  }
  const common = commonOf(id, definition);
  for (const row of packageRows(cases.filter((one) => !isAboutKernel(one)))) {
    const pro = row.ranges.some(({ fixed }) => fixed !== undefined && isProVersion(fixed));
    const note = pro ? { note: `for users of ${ubuntuPro.name} alone`, fixesFor: ubuntuPro } : {};
    yield {
      kind: 'advisory',
      key: binaryKey(row.package),
      advisory: { ...common, ...row, ...note, status: 'affected' },
    };
  }
}

const isAboutKernel = ({ conditions }: OvalCase): boolean => conditions.length > 0;

function commonOf(id: string, { metadata }: OvalDefinition) {
  const advisory = childNamed(metadata, 'advisory');
  const covers = flawsOf(metadata);
  const issued = dayOf(childNamed(advisory, 'issued')?.attributes.get('date'));
  const title = childText(metadata, 'title')?.replace(/^(?:USN-)?\d+-\d+ -- /, '');
  const severity = severityIn(childText(advisory, 'severity') ?? '', covers);
  const details = detailsOf(metadata);
  return {
    id,
    aliases: [],
    covers,
    // A score is of one flaw.
    cvss: covers.length === 1 ? ratingsOf(metadata) : [],
    ...defined({ title, details, severity, published: issued }),
    references: [`https://ubuntu.com/security/notices/${encodeURIComponent(id)}`],
  };
}
