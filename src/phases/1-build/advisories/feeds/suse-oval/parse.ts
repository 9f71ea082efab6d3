import { type Advisory, defined, SeaworthyError, severityFromWord } from '../../../../../core/index.ts';
import { childNamed, childrenNamed, childText, type XmlElement } from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { casesOf, type Meaning } from '../../oval/cases.ts';
import { ratingOf } from '../../oval/metadata.ts';
import type { OvalCriterion, OvalTest } from '../../oval/oval-types.ts';
import { packageRows } from '../../oval/package-rows.ts';
import { entityOf, packageTest } from '../../oval/package-test.ts';
import { parseOvalFeed } from '../../oval/parse-oval-feed.ts';
import type { OvalDefinition } from '../../oval/read-oval.ts';

/** Packages that say which product a machine has: `sles-release`, `sle-module-basesystem-release`, `openSUSE-release`. */
const isRelease = (name: string): boolean => /-release$/i.test(name);

/** Whether a test of a release package is one of this product. Where no version is asked (what rolls) the file is about one product only. */
function isProduct({ states }: OvalTest, version: string | undefined): boolean {
  const asked = states.flatMap((state) => entityOf(state, 'version')?.values ?? []);
  return version === undefined || asked.length === 0 || asked.includes(version);
}

/**
 * Products that live longer, or otherwise, than the one of their name, and bear its version: what they fix comes to those who pay for that. "SUSE Linux Enterprise
 * Server 15 SP4-LTSS is installed".
 */
const apart = /-(?:LTSS|ESPOS|BCL|TERADATA)\b|\bLTSS Extended Security\b|\bfor SAP Applications\b/;

/** A version of 0, in SUSE's files: the package never had the flaw. (In others it means that no version is without it.) */
const isNever = ({ states }: OvalTest): boolean =>
  states.some((state) => {
    const version = entityOf(state, 'version') ?? entityOf(state, 'evr');
    return version?.operation === 'equals' && /^(?:0:)?0$/.test(version.values[0] ?? '');
  });

/** Reads leaves for what is affected, or for what is not: each sees the other's as not so. */
const meaningOf =
  (version: string | undefined, wanted: 'affected' | 'unaffected') =>
  (criterion: OvalCriterion): Meaning => {
    const { test, comment } = criterion;
    if (test === undefined) return { is: 'true' };
    const names = entityOf(test.object, 'name')?.values ?? [];
    if (names.some(isRelease)) {
      if (!isProduct(test, version)) return { is: 'false' };
      return apart.test(comment) ? { is: 'audience', name: comment.replace(/ is installed$/, '') } : { is: 'true' };
    }
    const never = test.kind === 'rpminfo_test' && isNever(test);
    if (never !== (wanted === 'unaffected') && (never || packageTest(test) !== undefined)) return { is: 'false' };
    if (never) return { is: 'package', test: { names, range: {}, comment }, criterion };
    const found = packageTest(test);
    if (found !== undefined) return { is: 'package', test: found, criterion };
    // Who signed a package is not looked at.
    if (test.states.some((state) => entityOf(state, 'signature_keyid'))) return { is: 'true' };
    return { is: 'condition', words: comment };
  };

/** Addresses of bulletins and of the flaw; `SUSE CVE` is the page of the flaw. */
function referencesOf(metadata: XmlElement): readonly string[] {
  const all = childrenNamed(metadata, 'reference').flatMap(({ attributes }) =>
    attributes.get('source') === 'CVE' ? [] : (attributes.get('ref_url') ?? []),
  );
  return [...new Set(all)].filter((address) => URL.canParse(address)).slice(0, mostReferences);
}

const mostReferences = 50;

function commonOf({ id: definition, metadata }: OvalDefinition) {
  const advisory = childNamed(metadata, 'advisory');
  const id = /^CVE-\d{4}-\d{4,19}/.exec(childText(metadata, 'title') ?? '')?.[0];
  if (id === undefined) throw new SeaworthyError('E_FORMAT', 'a definition without a flaw', { where: definition });
  const own = childrenNamed(advisory, 'cve').filter(({ text }) => text.startsWith(id));
  const level = severityFromWord(childText(advisory, 'severity') ?? own[0]?.attributes.get('impact') ?? '');
  const published = /^\d{4}-\d\d-\d\d/.exec(childNamed(advisory, 'issued')?.attributes.get('date') ?? '')?.[0];
  const details = childText(metadata, 'description')?.slice(0, 8_000);
  return {
    id,
    aliases: [],
    covers: [],
    // SUSE's own rating stands beside that of the NVD, with the one in the text: "CVE-2030-0001 at SUSE".
    cvss: own.flatMap((cve) => ratingOf(cve, 'cvss3', / at NVD$/.test(cve.text) ? 'NVD' : 'SUSE')),
    ...(level === 'unknown' ? {} : { severity: { level, source: 'SUSE' } }),
    ...defined({ details, published }),
    references: referencesOf(metadata),
  };
}

function* readDefinition(definition: OvalDefinition, version: string | undefined): Generator<FeedRecord> {
  if (definition.class !== 'vulnerability') return;
  const common = commonOf(definition);
  const tree = definition.criteria();
  // A flaw that concerns no package of the product.
  if (tree === undefined) return;
  for (const wanted of ['affected', 'unaffected'] as const) {
    for (const row of packageRows(casesOf(tree, meaningOf(version, wanted), definition.id))) {
      const { fixesFor, ...rest } = row;
      const said: Pick<Advisory, 'status' | 'ranges' | 'fixesFor'> =
        wanted === 'affected'
          ? { status: wanted, ranges: row.ranges, ...defined({ fixesFor }) }
          : { status: wanted, ranges: [] };
      yield { kind: 'advisory', key: row.package, advisory: { ...common, ...rest, ...said } };
    }
  }
}

/** The records of one product. Throws `E_FEED`. */
export function parseSuseOval(version: string | undefined, files: readonly FetchedFile[]): ParsedFeed {
  return parseOvalFeed(files, (definition) => readDefinition(definition, version));
}
