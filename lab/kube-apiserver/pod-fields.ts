/** A definition of an OpenAPI 2 document, as far as fields are looked for in it. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** A text in a type of the API: its steps from the type, `*` for every item of a list, and what the document says of it. */
export interface TextField {
  readonly path: string;
  readonly description: string;
}

/** Every text that a type holds, however deep. Types that hold themselves are followed once. */
export function textFields(definitions: Readonly<Record<string, Schema>>, type: string): readonly TextField[] {
  const below = (schema: Schema, path: readonly string[], within: readonly string[]): readonly TextField[] => {
    const { items, $ref: ref, type: kind, description = '' } = schema;
    if (items !== undefined) return below({ ...items, description }, [...path, '*'], within);
    const name = ref?.slice('#/definitions/'.length);
    if (name === undefined) return kind === 'string' ? [{ path: path.join('.'), description }] : [];
    if (within.includes(name)) return [];
    return Object.entries(definitions[name]?.properties ?? {}).flatMap(([field, inner]) =>
      below(inner, [...path, field], [...within, name]),
    );
  };
  return below({ $ref: `#/definitions/${type}` }, [], []);
}
