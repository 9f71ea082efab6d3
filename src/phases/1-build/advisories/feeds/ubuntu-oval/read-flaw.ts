import { type Advisory, defined, SeaworthyError } from '../../../../../core/index.ts';
import { childNamed, childrenNamed, childText } from '../../../../../foundations/formats/index.ts';
import type { FeedRecord } from '../../feed.ts';
import type { OvalCriterion, OvalNode } from '../../oval/oval-types.ts';
import { packageTest } from '../../oval/package-test.ts';
import type { OvalDefinition } from '../../oval/read-oval.ts';
import type { Tally } from '../tally.ts';
import { binaryKey, sourceKey } from '../ubuntu-lookup.ts';
import { proState } from '../ubuntu-pro.ts';
import { checkCodename, dayOf, detailsOf, flawsOf, ratingsOf, severityOf } from './metadata.ts';
import { readComment, type SourceState } from './states.ts';

function* leavesOf(node: OvalNode): Generator<OvalCriterion> {
  if (node.kind === 'criterion') yield node;
  else for (const child of node.children) yield* leavesOf(child);
}

/** Everything but what a row is about. */
type Common = Omit<Advisory, 'package' | 'status' | 'ranges' | 'note'>;

function commonOf(id: string, { metadata }: OvalDefinition): Common {
  const advisory = childNamed(metadata, 'advisory');
  const priority = childrenNamed(advisory, 'cve')[0]?.attributes.get('priority');
  const severity = severityOf(priority ?? childText(advisory, 'severity') ?? '');
  const details = detailsOf(metadata);
  const published = dayOf(childText(advisory, 'public_date'));
  return {
    id,
    aliases: [],
    covers: [],
    versions: [],
    cvss: ratingsOf(metadata),
    ...defined({ severity, details, published }),
    references: [`https://ubuntu.com/security/${encodeURIComponent(id)}`],
  };
}

/** States of one source in the release and in the channels of Ubuntu Pro, as one row. */
function rowOf(states: readonly SourceState[]): Pick<Advisory, 'status' | 'ranges' | 'note' | 'fixesFor'> | undefined {
  const telling = states.filter(({ isKernelAlone }) => isKernelAlone !== true);
  const [base, ...others] = (telling.length > 0 ? telling : states).map((one) => proState(one));
  return base && others.reduce((one, other) => one.and(other), base).row();
}

/**
 * A flaw, as the file of flaws has it: a row for each source package that it speaks of, whether fixed, open, undecided or not affected. A criterion whose sentence
 * is not known is read by its test, which names binary packages; one that cannot be read either way is told.
 */
export function* readFlaw(definition: OvalDefinition, codename: string, tally: Tally): Generator<FeedRecord> {
  if (definition.class !== 'vulnerability') return;
  checkCodename(definition, codename);
  const [id = /^CVE-\d{4}-\d{4,19}(?= on )/.exec(childText(definition.metadata, 'title') ?? '')?.[0]] = flawsOf(
    definition.metadata,
  );
  const tree = definition.criteria();
  if (id === undefined || tree === undefined)
    throw new SeaworthyError('E_FORMAT', 'a definition without a flaw or criteria', { where: definition.id });
  const common = commonOf(id, definition);
  const sources = new Map<string, SourceState[]>();
  for (const leaf of leavesOf(tree)) {
    const state = readComment(leaf.comment);
    if (state !== undefined && (!leaf.negate || state.status === 'unaffected')) {
      const known = sources.get(state.source);
      if (known === undefined) sources.set(state.source, [state]);
      else known.push(state);
      continue;
    }
    yield* readTest(leaf, common, tally);
  }
  for (const [name, states] of sources) {
    const row = rowOf(states);
    if (row !== undefined)
      yield { kind: 'advisory', key: sourceKey(name), advisory: { ...common, package: name, ...row } };
  }
}

/** A criterion without a sentence that is known. */
function* readTest(
  { test, missing, negate, comment }: OvalCriterion,
  common: Common,
  tally: Tally,
): Generator<FeedRecord> {
  // An extended definition: that the release is installed.
  if (test === undefined && missing === undefined) return;
  const found = test && packageTest(test);
  if (found === undefined || negate) {
    tally.unread('criteria that are not understood', `${common.id} ${comment}`);
    return;
  }
  const { names, range } = found;
  for (const name of names)
    yield {
      kind: 'advisory',
      key: binaryKey(name),
      advisory: { ...common, package: name, status: 'affected', ranges: [range] },
    };
}
