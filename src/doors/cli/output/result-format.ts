/** A form of what a command prints that writes no reports: what `-o` may name there. */
export type ResultFormat = keyof typeof resultFormats;

/** Every such form, with what it is, as help tells it. */
export const resultFormats = {
  text: 'for people in a terminal',
  json: 'one JSON value, for programs',
  jsonl: 'one JSON value a line, as they come (alerts)',
  html: 'one page to look at, which needs nothing else',
} as const;

/** The word that reports use for the form for people, taken for ours. */
export const tableMeansText = 'table';
