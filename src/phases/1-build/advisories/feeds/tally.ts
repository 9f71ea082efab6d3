const examplesShown = 5;
const kindsKept = 200;
const otherFaults = 'other faults';

/** Records left out or mended, counted by kind, so that a feed with ten thousand odd records tells it in one sentence. */
export interface Tally {
  /** `kind` is the start of a sentence, `example` what it is about, as short as it can be. */
  add(kind: string, example: string): void;
  /** The same of a record that could not be read: what it says is known to nobody here, and that is told with every result too. */
  unread(kind: string, example: string): void;
  /** Of all kinds together. */
  readonly count: number;
  /** One sentence per kind, in the order in which they came up. */
  sentences(): readonly string[];
  /** Those of the sentences that are about records which could not be read. */
  unreadSentences(): readonly string[];
}

/** An empty tally. */
export function createTally(): Tally {
  const kinds = new Map<string, { count: number; readonly examples: string[] }>();
  const unread = new Set<string>();
  let count = 0;
  const sentence = ([kind, entry]: readonly [string, { count: number; readonly examples: string[] }]): string => {
    const more = entry.count > entry.examples.length ? ` and ${entry.count - entry.examples.length} more` : '';
    return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}: ${entry.examples.join(', ')}${more}.`;
  };
  const tally: Tally = {
    add(kind, example) {
      count++;
      // A feed that finds a new fault for every record must not fill the memory.
      const name = kinds.has(kind) || kinds.size < kindsKept ? kind : otherFaults;
      const entry = kinds.get(name) ?? { count: 0, examples: [] };
      entry.count++;
      if (entry.examples.length < examplesShown) entry.examples.push(example.slice(0, 200));
      kinds.set(name, entry);
    },
    unread(kind, example) {
      tally.add(kind, example);
      unread.add(kinds.has(kind) ? kind : otherFaults);
    },
    get count() {
      return count;
    },
    sentences: () => [...kinds].map(sentence),
    unreadSentences: () => [...kinds].filter(([kind]) => unread.has(kind)).map(sentence),
  };
  return tally;
}
