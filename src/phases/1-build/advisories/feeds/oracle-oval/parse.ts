import { type Advisory, defined, SeaworthyError, severityFromWord } from '../../../../../core/index.ts';
import { childNamed, childrenNamed, childText, type XmlElement } from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { casesOf, type Meaning, type OvalCase } from '../../oval/cases.ts';
import { ratingOf } from '../../oval/metadata.ts';
import type { OvalCriterion, OvalTest } from '../../oval/oval-types.ts';
import { packageRows } from '../../oval/package-rows.ts';
import { entityOf, packageTest } from '../../oval/package-test.ts';
import { parseOvalFeed } from '../../oval/parse-oval-feed.ts';
import type { OvalDefinition } from '../../oval/read-oval.ts';
import type { Tally } from '../tally.ts';
import { buildKey } from './variants.ts';

/** The package that says which release and processor a machine has. */
const releasePackage = 'oraclelinux-release';

/** What a test of the release's own package says: which release, or which processor. */
function releaseMeaning({ states }: OvalTest, release: string): Meaning | undefined {
  const [state] = states;
  const version = state && entityOf(state, 'version');
  const arch = state && entityOf(state, 'arch');
  if (version !== undefined) {
    const [, major] = /^\^?(\d{1,2})(?:$|\D)/.exec(version.values[0] ?? '') ?? [];
    return major === undefined ? undefined : { is: major === release ? 'true' : 'false' };
  }
  const [processor] = arch?.values ?? [];
  return processor !== undefined && /^\w{1,20}$/.test(processor)
    ? { is: 'scope', scope: { architectures: [processor] } }
    : undefined;
}

/** `Module nodejs:12 is enabled`: its test looks into a file of the package manager, which has name and stream in two places. */
const moduleEnabled = /^Module ([\w.+-]{1,80}:[\w.+-]{1,80}) is enabled$/;

const meaningOf =
  (release: string, where: string) =>
  (criterion: OvalCriterion): Meaning => {
    const { test, comment } = criterion;
    const [, module] = moduleEnabled.exec(comment) ?? [];
    if (module !== undefined) return { is: 'scope', scope: { module } };
    const name = test && entityOf(test.object, 'name')?.values[0];
    const about = name === releasePackage && test ? releaseMeaning(test, release) : undefined;
    if (about !== undefined) return about;
    const found = test && packageTest(test);
    if (found !== undefined) return { is: 'package', test: found, criterion };
    // Who signed a package is not looked at, and of which kind a build is stands in the version as well.
    if (test?.kind === 'rpminfo_test') return { is: 'true' };
    if (test === undefined) throw new SeaworthyError('E_FORMAT', 'a criterion without a test', { where });
    return { is: 'condition', words: comment };
  };

/** Packages that no module is named for are those outside of all modules. */
function withModule(one: OvalCase): OvalCase {
  return one.scopes.some(({ module }) => module !== undefined)
    ? one
    : { ...one, scopes: [...one.scopes, { module: '' }] };
}

/** Flaws of a bulletin, by its references and by what its advisory lists. */
function coversOf(metadata: XmlElement, cves: readonly XmlElement[]): readonly string[] {
  const referred = childrenNamed(metadata, 'reference').flatMap(({ attributes }) => attributes.get('ref_id') ?? []);
  return [...new Set([...referred, ...cves.map(({ text }) => text)])].filter((id) => id.startsWith('CVE-'));
}

function commonOf({ id: definition, metadata }: OvalDefinition) {
  const advisory = childNamed(metadata, 'advisory');
  const cves = childrenNamed(advisory, 'cve');
  const title = childText(metadata, 'title');
  const id = /^ELSA-\d{4}-\d{1,9}/.exec(title ?? '')?.[0];
  if (id === undefined) throw new SeaworthyError('E_FORMAT', 'a bulletin without an id', { where: definition });
  const covers = coversOf(metadata, cves);
  const level = severityFromWord(childText(advisory, 'severity') ?? '');
  const severity: Advisory['severity'] =
    covers.length === 0
      ? { level: 'negligible', source: 'Oracle names no flaw' }
      : level === 'unknown'
        ? undefined
        : { level, source: 'Oracle' };
  const published = /^\d{4}-\d\d-\d\d/.exec(childNamed(advisory, 'issued')?.attributes.get('date') ?? '')?.[0];
  const details = childText(metadata, 'description')?.slice(0, 8_000);
  return {
    id,
    aliases: [],
    covers,
    // A score is of one flaw.
    cvss: covers.length === 1 ? cves.flatMap((cve) => ratingOf(cve, 'cvss3', 'Oracle')) : [],
    ...defined({ title: title?.replace(/^ELSA-[\d-]+:\s*/, ''), details, severity, published }),
    references: [`https://linux.oracle.com/errata/${id}.html`],
  };
}

function* readDefinition(definition: OvalDefinition, release: string, tally: Tally): Generator<FeedRecord> {
  if (definition.class !== 'patch') return;
  const common = commonOf(definition);
  const tree = definition.criteria();
  if (tree === undefined) throw new SeaworthyError('E_FORMAT', 'a bulletin without criteria', { where: definition.id });
  const cases = casesOf(tree, meaningOf(release, definition.id), definition.id).map(withModule);
  for (const row of packageRows(cases)) {
    const fixed = row.ranges[0]?.fixed;
    // Nothing is earlier than it.
    if (fixed === '0') tally.add('packages that are to be earlier than nothing', `${common.id} ${row.package}`);
    else
      yield {
        kind: 'advisory',
        key: buildKey(row.package, fixed ?? ''),
        advisory: { ...common, ...row, status: 'affected' },
      };
  }
}

/** The records of one release. Throws `E_FEED`. */
export function parseOracleOval(release: string, files: readonly FetchedFile[]): ParsedFeed {
  return parseOvalFeed(files, (definition, _file, tally) => readDefinition(definition, release, tally));
}
