/** The JSON Schema of a report, as it is published in `docs/schemas`. Loaded when asked for. */
export async function reportJsonSchema(): Promise<string> {
  return (await import('./schema.ts')).reportJsonSchema();
}
