const most = 20;

/** The weaknesses among these texts, each once: ids of the CWE, and not its words for "none fits" (`NVD-CWE-noinfo`). Undefined where there is none. */
export function weaknessesIn(texts: Iterable<unknown>): readonly string[] | undefined {
  const found = new Set<string>();
  for (const text of texts) {
    const id = typeof text === 'string' ? /^CWE-0*([1-9]\d{0,5})(?!\d)/.exec(text)?.[1] : undefined;
    if (id !== undefined && found.size < most) found.add(`CWE-${id}`);
  }
  return found.size === 0 ? undefined : [...found];
}
