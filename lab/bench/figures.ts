/** What was measured without a bar: told, not judged. */
export interface Figure {
  readonly name: string;
  /** In the order in which they are told: `['requests per second', '2,100']`. */
  readonly values: readonly (readonly [what: string, value: string])[];
}

/** One line a figure. */
export function figureLines(figures: readonly Figure[]): string {
  return figures
    .map(({ name, values }) => `${name}: ${values.map(([what, value]) => `${what} ${value}`).join(', ')}\n`)
    .join('');
}
