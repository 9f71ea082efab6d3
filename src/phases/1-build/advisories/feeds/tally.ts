const examplesShown = 5;
const kindsKept = 200;

/** Records left out or mended, counted by kind, so that a feed with ten thousand odd records tells it in one sentence. */
export interface Tally {
  /** `kind` is the start of a sentence, `example` what it is about, as short as it can be. */
  add(kind: string, example: string): void;
  /** Of all kinds together. */
  readonly count: number;
  /** One sentence per kind, in the order in which they came up. */
  sentences(): readonly string[];
}

/** An empty tally. */
export function createTally(): Tally {
  const kinds = new Map<string, { count: number; readonly examples: string[] }>();
  let count = 0;
  return {
    add(kind, example) {
      count++;
      // A feed that finds a new fault for every record must not fill the memory.
      const name = kinds.has(kind) || kinds.size < kindsKept ? kind : 'other faults';
      const entry = kinds.get(name) ?? { count: 0, examples: [] };
      entry.count++;
      if (entry.examples.length < examplesShown) entry.examples.push(example.slice(0, 200));
      kinds.set(name, entry);
    },
    get count() {
      return count;
    },
    sentences: () =>
      [...kinds].map(([kind, entry]) => {
        const more = entry.count > entry.examples.length ? ` and ${entry.count - entry.examples.length} more` : '';
        return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}: ${entry.examples.join(', ')}${more}.`;
      }),
  };
}
