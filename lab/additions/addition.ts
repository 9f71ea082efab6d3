/** One more of a kind, as its page in `docs/` says it is added. */
export interface Addition {
  /** What is added: `a feed`. */
  readonly what: string;
  /** The page that says how; it names every file below. */
  readonly page: string;
  /** The folder, as the page writes it: `src/…/feeds/ID/`. Files of it are named beside. */
  readonly folder: string;
  /** New files. */
  readonly files: Readonly<Record<string, string>>;
  /** Lines in files that are there: what stands in them, and what comes in its place. */
  readonly lines: readonly {
    readonly file: string;
    /** As the page writes the file, where its name is not the same for every one that is added. */
    readonly named?: string;
    readonly from: string;
    readonly to: string;
  }[];
  /** Files of tests that walk the list, and what they say when they have met the new one. */
  readonly tests: readonly { readonly file: string; readonly says: RegExp }[];
  /** Files that the command line below is given to work on. */
  readonly given?: Readonly<Record<string, string>>;
  /** A command line that shows it at work, and what it prints. */
  readonly works?: { readonly words: readonly string[]; readonly prints: RegExp };
}
