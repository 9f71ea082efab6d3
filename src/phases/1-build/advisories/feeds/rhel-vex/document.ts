import { type Advisory, defined } from '../../../../../core/index.ts';
import type { CsafDocument, CsafProduct, CsafVulnerability } from '../../csaf/index.ts';
import type { FeedRecord } from '../../feed.ts';
import { weaknessesIn } from '../weaknesses.ts';
import { type ChosenState, chooseStates, type StreamState, statesIn } from './choose.ts';
import { componentOf, type RhelComponent } from './component.ts';
import { fixedSourceKey, packageKey, sourceKey } from './keys.ts';
import { stateOf } from './state.ts';
import { type RhelStream, streamAround } from './streams.ts';

/** Told of statements that say nothing, or nothing that can be understood: the start of a sentence, and the product. */
export type LeftOut = (kind: string, productId: string) => void;

/** All that a flaw's statements say of one package. */
interface PackageStates {
  readonly component: Pick<RhelComponent, 'name' | 'isSource' | 'module'>;
  readonly states: StreamState[];
}

function statesOf(
  vulnerability: CsafVulnerability,
  document: CsafDocument,
  major: string,
  left: LeftOut,
): Iterable<PackageStates> {
  const packages = new Map<string, PackageStates>();
  const isWanted = (wholes: readonly CsafProduct[]): boolean => streamAround(wholes)?.major === major;
  for (const statement of vulnerability.statements(isWanted)) {
    const { product } = statement;
    if (product === undefined) {
      left('statements about products that their document does not describe', statement.productId);
      continue;
    }
    const stream = streamAround(product.wholes);
    if (stream?.major !== major) continue;
    const component = componentOf(product);
    if (component === undefined) continue;
    const state = stateOf(statement, component.version, component.architecture, document.severity);
    if (state === undefined) {
      if (statement.status === 'fixed') left('fixes without a version', statement.productId);
      continue;
    }
    const { name, isSource, module } = component;
    const key = `${isSource ? 'source ' : ''}${name} ${module}`;
    const found = packages.get(key) ?? { component: { name, isSource, module }, states: [] };
    packages.set(key, found);
    found.states.push({ stream, state });
  }
  return packages.values();
}

const longestDetails = 8_000;

const isAddress = (url: string | undefined): url is string =>
  url !== undefined && url.length < 1_000 && URL.canParse(url);

function advisoryOf(
  id: string,
  name: string,
  state: ChosenState,
  texts: Pick<Advisory, 'weaknesses' | 'title' | 'details' | 'published' | 'modified'>,
  references: readonly string[],
): Advisory {
  const { status, fixed, severity, note, cvss, only } = state;
  const ranges = status === 'unaffected' ? [] : [fixed === undefined ? {} : { fixed }];
  return {
    id,
    aliases: [],
    covers: [],
    package: name,
    status,
    ranges,
    versions: [],
    only,
    cvss,
    ...defined({ severity: severity && { level: severity, source: 'Red Hat' }, note }),
    ...texts,
    references,
  };
}

function keyOf({ name, isSource }: PackageStates['component'], { fixed }: ChosenState): string {
  if (!isSource) return packageKey(name);
  return fixed === undefined ? sourceKey(name) : fixedSourceKey(name);
}

/**
 * The records that a document has about one stream. Those that differ in the package alone stand together, so that what they share is kept once.
 * Throws `E_FORMAT`.
 */
export function documentRecords(document: CsafDocument, wanted: RhelStream, left: LeftOut): readonly FeedRecord[] {
  const records: (readonly [shared: string, record: FeedRecord])[] = [];
  for (const vulnerability of document.vulnerabilities) {
    const id = vulnerability.cve ?? document.id;
    const texts = defined({
      title: vulnerability.title ?? (document.title === '' ? undefined : document.title),
      details: vulnerability.description?.slice(0, longestDetails),
      modified: document.released,
      weaknesses: weaknessesIn(vulnerability.weaknesses),
    });
    const page = `https://access.redhat.com/security/cve/${id}`;
    // One list for one advisory: lists that are the same are kept once.
    const references = new Map<string, readonly string[]>();
    const referencesOf = (url: string | undefined): readonly string[] => {
      const known = references.get(url ?? '') ?? (isAddress(url) ? [page, url] : [page]);
      references.set(url ?? '', known);
      return known;
    };
    for (const { component, states } of statesOf(vulnerability, document, wanted.major, left)) {
      for (const state of chooseStates(statesIn(wanted, states), component.module)) {
        const advisory = advisoryOf(id, component.name, state, texts, referencesOf(state.url));
        const { status, ranges, note, only, severity } = advisory;
        const shared = JSON.stringify([id, status, ranges, note, only, severity, advisory.references]);
        records.push([shared, { kind: 'advisory', key: keyOf(component, state), advisory }]);
      }
    }
  }
  return records.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, record]) => record);
}
