import type { Ran } from './ran.ts';
import type { World } from './world.ts';

/**
 * Whether the product claims that something was looked at and judged. Gives nothing when it may (the input was judged, or what was not is told), and a
 * sentence when it may not.
 */
export type Oracle = (ran: Ran) => string | undefined;

/** One input, and the command line that must not be green on it. */
export interface GreenInput {
  /** Unique within its kind: what a person would call it. */
  readonly name: string;
  /** Lays the input out; gives the words of the command line that is judged. Commands that lead there it runs by itself (`world.must`). */
  readonly prepare: (world: World) => Promise<readonly string[]>;
  readonly expect: Oracle;
  /** What stands on standard input. */
  readonly piped?: string | Uint8Array;
  /** Set for inputs that were judged: refusing these would be as wrong. */
  readonly control?: true;
}

/**
 * Inputs of one kind, made to be green without being judged. A new kind is one file in `kinds` and one line in `kinds/index.ts`; a new member is one
 * line in the kind's table.
 */
export interface GreenKind {
  /** Kebab-case, the name of its file. */
  readonly id: string;
  /** One line: what about these inputs cannot be known. */
  readonly title: string;
  readonly inputs: readonly GreenInput[];
}
