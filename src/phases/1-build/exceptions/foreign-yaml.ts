import { dayOf, lastMoment, SeaworthyError } from '../../../core/index.ts';
import { field, isObject, type JsonObject, readYaml, type YamlDocument } from '../../../foundations/formats/index.ts';
import { fileLimits } from './rule.ts';

/** The one document of a file of another tool; undefined where it holds nothing. Throws what `readYaml` throws, `E_FORMAT` for several or no mapping. */
export async function readMapping(
  bytes: Uint8Array,
  name: string,
): Promise<{ readonly value: JsonObject; readonly document: YamlDocument } | undefined> {
  const options = { maxBytes: fileLimits.bytes, maxDepth: fileLimits.depth, maxDocuments: 2 };
  const [document, second] = await readYaml(bytes, name, options);
  if (document === undefined) return undefined;
  const { value } = document;
  if (second === undefined && isObject(value)) return { value, document };
  throw new SeaworthyError('E_FORMAT', 'exceptions that are not understood', {
    where: name,
    why: second === undefined ? 'a mapping is expected' : 'it has more than one document',
  });
}

/** What is not understood in a rule, so that it must not be applied. */
export class NotUnderstood extends Error {}

/** The rule as a mapping of these keys alone, each set or not. Throws `NotUnderstood`. */
export function knownKeys(rule: unknown, keys: readonly string[]): JsonObject {
  if (!isObject(rule)) throw new NotUnderstood('it is no mapping');
  const unknown = Object.keys(rule).filter((key) => !keys.includes(key));
  if (unknown.length > 0)
    throw new NotUnderstood(`${unknown.map((key) => JSON.stringify(key)).join(', ')} is not known`);
  return rule;
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** A text; undefined where it is not set. Throws `NotUnderstood` for anything else. */
export function textOf(rule: JsonObject, key: string): string | undefined {
  const value = field(rule, key);
  if (!isSet(value)) return undefined;
  if (typeof value === 'string') return value;
  throw new NotUnderstood(`${key} is no text`);
}

/** Texts; undefined where none is set. Throws `NotUnderstood` for anything else. */
export function textsOf(rule: JsonObject, key: string): readonly string[] | undefined {
  const value = field(rule, key);
  if (!isSet(value) || (Array.isArray(value) && value.length === 0)) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw new NotUnderstood(`${key} is no list of texts`);
}

/** The moment at which something ends that is over as its day begins, as Trivy and osv-scanner count. Throws `NotUnderstood` for what is none. */
export function endAtStartOf(text: string): string {
  const end = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T');
  if (lastMoment(end) === undefined)
    throw new NotUnderstood(`${JSON.stringify(dayOf(text) || text)} is no day and no time`);
  return end;
}

/** Every item of a list, with where it stands in the file. */
export function itemsOf(
  value: JsonObject,
  document: YamlDocument,
  key: string,
): readonly { readonly item: unknown; readonly statement: string }[] {
  const list = field(value, key);
  if (!isSet(list)) return [];
  if (!Array.isArray(list)) throw new NotUnderstood(`${key} is no list`);
  return list.map((item, index) => ({ item, statement: `line ${document.positionOf([key, index]).line}` }));
}
