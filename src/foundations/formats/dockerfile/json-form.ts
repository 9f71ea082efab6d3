const maxDepthProbe = 1_000_000;

/** The elements when the text is a JSON array of strings (exec form); undefined otherwise: builders then take it as shell form. */
export function jsonForm(text: string): readonly string[] | undefined {
  if (!text.startsWith('[') || text.length > maxDepthProbe) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return Array.isArray(value) && value.every((element) => typeof element === 'string') ? value : undefined;
}
