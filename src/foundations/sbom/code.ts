import { defined, type LinkedCode, type LinkedPart, SeaworthyError } from '../../core/index.ts';
import { field, parseJson } from '../formats/index.ts';

/** What a document of ours says of the code of a package; undefined for what has another shape: then nothing is known of it. */
export function readCode(value: unknown): LinkedCode | undefined {
  const [parts, ways] = [field(value, 'parts'), textsOf(field(value, 'ways'))];
  if (!Array.isArray(parts) || ways === undefined) return undefined;
  const read = parts.map(partOf);
  return read.includes(undefined) ? undefined : { parts: read.filter((part) => part !== undefined), ways };
}

/** The same of what is written as JSON inside a text. */
export function readCodeText(said: string): LinkedCode | undefined {
  try {
    return readCode(parseJson(Buffer.from(said), 'code', { maxDepth: 4 }));
  } catch (error) {
    if (error instanceof SeaworthyError) return undefined;
    throw error;
  }
}

function partOf(value: unknown): LinkedPart | undefined {
  const [name, functions] = [field(value, 'name'), field(value, 'functions')];
  const texts = textsOf(functions);
  if (typeof name !== 'string' || (functions !== undefined && texts === undefined)) return undefined;
  return { name, ...defined({ functions: texts }) };
}

const textsOf = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
