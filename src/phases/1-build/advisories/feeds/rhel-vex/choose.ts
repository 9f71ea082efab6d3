import type { AdvisoryScope } from '../../../../../core/index.ts';
import { versionOrder } from '../../../../../foundations/versions/index.ts';
import type { RhelState } from './state.ts';
import { type RhelStream, sameMinor, sameStream, streamTitle } from './streams.ts';

/** A state and the stream it is about. */
export interface StreamState {
  readonly stream: RhelStream;
  readonly state: RhelState;
}

const main = ({ stream }: RhelStream): boolean => stream === '';

/**
 * The states that hold in a stream.
 *
 * - In the main stream only its own hold: a fix for a minor release that somebody stays with is built from an older version, so that it is neither below
 *   nor above the main stream's. Where there is nothing but a fix for the extended life after the end (ELS), that one tells at least what is affected.
 * - In an extended stream its own; else those of another that stays with the same minor release, whose builds are the same; else the main stream's: that
 *   is what Red Hat names where it mends nothing in the extended one.
 */
export function statesIn(wanted: RhelStream, states: readonly StreamState[]): readonly RhelState[] {
  const ofStream = (holds: (stream: RhelStream) => boolean): StreamState[] => states.filter((one) => holds(one.stream));
  const told = (found: readonly StreamState[]): readonly RhelState[] => found.map(({ state }) => state);
  const ofMain = ofStream((stream) => main(stream) && stream.major === wanted.major);
  if (main(wanted)) {
    if (ofMain.length > 0) return told(ofMain);
    const late = ofStream(({ stream, major }) => stream === 'els' && major === wanted.major);
    return told(late).map((state) => ({ ...state, note: elsewhere(state, 'the extended life cycle support (ELS)') }));
  }
  const own = ofStream((stream) => sameStream(stream, wanted));
  if (own.length > 0) return told(own);
  const beside = ofStream((stream) => sameMinor(stream, wanted));
  if (beside.length > 0) return told(beside);
  return told(ofMain).map((state) =>
    state.fixed === undefined
      ? state
      : { ...state, note: elsewhere(state, `the main stream, not in ${streamTitle(wanted)}`) },
  );
}

const elsewhere = ({ note = 'fixed' }: RhelState, where: string): string => `${note}, in ${where} only`;

/** What comes to one advisory. */
export interface ChosenState extends RhelState {
  readonly only: readonly AdvisoryScope[];
}

const order = versionOrder('rpm');

/** The states that are told of a package: a fix, then what is not fixed; that it is not affected, or under investigation, only where nothing else is said. */
export function chooseStates(states: readonly RhelState[], module: string): readonly ChosenState[] {
  const scoped = (state: RhelState, architectures: readonly string[]): ChosenState => ({
    ...state,
    only: [{ module, ...(architectures.length === 0 ? {} : { architectures }) }],
  });
  const fixes = highestFixes(states);
  const unfixed = states.find(({ status, fixed }) => fixed === undefined && isAffected(status));
  if (fixes.length > 0 || unfixed !== undefined)
    return [
      ...fixes.map(({ state, architectures }) => scoped(state, architectures)),
      ...(unfixed === undefined ? [] : [scoped(unfixed, [])]),
    ];
  const rest =
    states.find(({ status }) => status === 'unaffected') ?? states.find(({ status }) => status === 'undetermined');
  return rest === undefined ? [] : [scoped(rest, [])];
}

const isAffected = (status: RhelState['status']): boolean => status !== 'unaffected' && status !== 'undetermined';

interface Fix {
  readonly state: RhelState;
  readonly architectures: string[];
}

/** Of several fixes for one flaw the highest counts, for each processor: the first was not enough, or a later minor release begins with another version. */
function highestFixes(states: readonly RhelState[]): readonly Fix[] {
  const byProcessor = new Map<string, RhelState>();
  for (const state of states) {
    if (state.fixed === undefined) continue;
    const processor = state.architecture ?? '';
    const before = byProcessor.get(processor)?.fixed;
    if (before === undefined || (order?.compare(state.fixed, before) ?? 0) > 0) byProcessor.set(processor, state);
  }
  const byVersion = new Map<string, Fix>();
  for (const [processor, state] of byProcessor) {
    const fix = byVersion.get(state.fixed ?? '') ?? { state, architectures: [] };
    byVersion.set(state.fixed ?? '', fix);
    if (processor !== '') fix.architectures.push(processor);
  }
  // A build that is the same for all processors is not limited to some.
  return [...byVersion.values()].map(({ state, architectures }) => ({
    state,
    architectures: architectures.includes('noarch') || byProcessor.has('') ? [] : architectures.sort(),
  }));
}
