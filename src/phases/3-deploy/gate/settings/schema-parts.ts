import { maxGlob } from '../name-scope.ts';

/*
 * Pieces of the JSON Schema (2020-12) of a gate file, one for each way that `Setting` reads a value. The schema helps whoever writes a gate in an editor;
 * what decides is the reader, which also checks what no schema can say.
 */

/** A schema, as JSON. */
export type GateSchema = Readonly<Record<string, unknown>>;

export const textSchema: GateSchema = { type: 'string', pattern: '\\S' };
export const switchSchema: GateSchema = { type: 'boolean' };
/** As `parseDuration` reads it. */
export const spanSchema: GateSchema = {
  type: 'string',
  pattern: '^[1-9][0-9]{0,4}[mhd]$',
  description: 'A span of time: 30m, 24h, 7d.',
};

export const oneOfSchema = (words: readonly string[]): GateSchema => ({ enum: words });

export const listSchema = (items: GateSchema, least = 1): GateSchema => ({ type: 'array', minItems: least, items });

export const globsSchema: GateSchema = listSchema({ ...textSchema, maxLength: maxGlob });

/** A mapping with these keys and no other. */
export function mappingSchema(
  properties: Readonly<Record<string, GateSchema>>,
  required: readonly string[] = [],
): GateSchema {
  return { type: 'object', additionalProperties: false, properties, ...(required.length === 0 ? {} : { required }) };
}

/** The piece, with what an editor says of it. */
export const saying = (description: string, schema: GateSchema): GateSchema => ({ ...schema, description });
