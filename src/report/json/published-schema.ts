/** The JSON Schemas of all versions of a report by their names in `docs/schemas`. Loaded when asked for. */
export async function reportJsonSchemas(): Promise<ReadonlyMap<string, string>> {
  const [{ reportJsonSchema }, { reportJsonSchema1 }] = await Promise.all([
    import('./schema.ts'),
    import('./schema-1.ts'),
  ]);
  return new Map([
    ['report-2.0.schema.json', reportJsonSchema()],
    ['report-1.0.schema.json', reportJsonSchema1()],
  ]);
}
