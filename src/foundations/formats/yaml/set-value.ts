import type { Document, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import type { YamlPath } from './place.ts';
import { isMergeKey, keyText } from './to-value.ts';
import type { WrittenValue, YamlSetting } from './written-value.ts';

type Yaml = typeof import('yaml');

const shared = 'an anchor or alias stands on the way: the same text stands for more than this';

/** How a text is laid out, where something is written into it. */
interface Layout {
  readonly text: string;
  readonly lineEnd: string;
}

/**
 * The edit after which the value at the path is `value`: one scalar replaced, or one member or item put behind the last. Everything else stays as it is
 * written. Who makes it reads the result again: what is laid out in ways that nobody foresaw is not what was asked for then.
 */
export function setValue(
  yaml: Yaml,
  document: Document.Parsed,
  text: string,
  path: YamlPath,
  value: WrittenValue,
): YamlSetting {
  const layout: Layout = { text, lineEnd: /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n' };
  let node: unknown = document.contents;
  for (const [index, step] of path.entries()) {
    if (yaml.isAlias(node) || (yaml.isNode(node) && 'anchor' in node && node.anchor)) return { why: shared };
    const rest = nested(path.slice(index + 1), value);
    if (yaml.isSeq(node)) {
      if (typeof step !== 'number' || step > node.items.length) return { why: 'its place is not there' };
      if (step === node.items.length) return appended(yaml, node, `${inFlow(rest, isJson(yaml, node, text))}`, layout);
      node = node.items[step];
      continue;
    }
    if (!yaml.isMap(node)) return { why: 'something else stands on the way' };
    const pair = (node.items as readonly Pair[]).find(
      ({ key }) => !isMergeKey(key) && keyText(yaml, key) === String(step),
    );
    if (pair === undefined) return withMember(yaml, node, String(step), rest, layout);
    if (isEmpty(yaml, pair.value)) return filled(yaml, pair, inFlow(rest, isJson(yaml, node, text)), layout);
    node = pair.value;
  }
  if (yaml.isAlias(node) || (yaml.isNode(node) && 'anchor' in node && node.anchor)) return { why: shared };
  if (!yaml.isNode(node) || !node.range) return { why: 'its place is not known' };
  const isBlock = (yaml.isMap(node) || yaml.isSeq(node)) && node.flow !== true;
  if (isBlock || (yaml.isScalar(node) && /^BLOCK/.test(node.type ?? ''))) return { why: 'it stands on several lines' };
  const [start, end] = node.range;
  return { start, end, text: inFlow(value, isJson(yaml, document.contents, text)) };
}

const isEmpty = (yaml: Yaml, node: unknown): boolean =>
  node === null || node === undefined || (yaml.isScalar(node) && node.value === null);

/** The value inside as many objects and lists as the path still leads through. */
function nested(path: YamlPath, value: WrittenValue): WrittenValue {
  return path.reduceRight<WrittenValue>(
    (inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
    value,
  );
}

/** Whether a collection is written as JSON is: its keys in quotes. */
function isJson(yaml: Yaml, node: unknown, text: string): boolean {
  if (yaml.isMap(node) && node.flow === true) {
    const key = (node.items[0] as Pair | undefined)?.key;
    if (yaml.isScalar(key)) return key.type === 'QUOTE_DOUBLE';
  }
  return /^\s*[[{]/.test(text) && /^\s*(?:\[\s*)*\{?\s*(?:"|[\]}])/.test(text);
}

/** Text of a value on one line. */
function inFlow(value: WrittenValue, json: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => inFlow(item as WrittenValue, json)).join(', ')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).map(([name, one]) => `${scalarText(name, json)}: ${inFlow(one, json)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  return scalarText(value, json);
}

/** Words that YAML 1.1 takes for something else than text. */
const special = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** Quantities of Kubernetes, which no version of YAML takes for numbers. */
const quantity = /^[1-9]\d*(?:m|[kMG]|[KMG]i)$/;

function scalarText(value: string | number | boolean, json: boolean): string {
  if (typeof value !== 'string') return String(value);
  return !json && (/^[A-Za-z][\w./-]*$/.test(value) || quantity.test(value)) && !special.test(value)
    ? value
    : JSON.stringify(value);
}

/** Lines of a member, its value below it where that is an object. */
function memberLines(name: string, value: WrittenValue, indent: string): readonly string[] {
  if (typeof value !== 'object' || Array.isArray(value))
    return [`${indent}${scalarText(name, false)}: ${inFlow(value, false)}`];
  const members = Object.entries(value).flatMap(([inner, one]) => memberLines(inner, one, `${indent}  `));
  return [`${indent}${scalarText(name, false)}:`, ...members];
}

type Collection = YAMLMap | YAMLSeq;

function withMember(yaml: Yaml, node: Collection, name: string, value: WrittenValue, layout: Layout): YamlSetting {
  const { text, lineEnd } = layout;
  const json = isJson(yaml, node, text);
  if (node.flow === true) return appended(yaml, node, `${scalarText(name, json)}: ${inFlow(value, json)}`, layout);
  const start = startOf((node.items[0] as Pair | undefined)?.key);
  if (start === undefined) return { why: 'its place is not known' };
  const indent = ' '.repeat(start - lineStart(text, start));
  return belowLast(yaml, node, memberLines(name, value, indent).join(lineEnd), layout);
}

/** Puts one more behind the last of a list, or of an object on one line. */
function appended(yaml: Yaml, node: Collection, written: string, layout: Layout): YamlSetting {
  const { text, lineEnd } = layout;
  if (node.flow !== true) {
    const first = startOf(node.items[0]);
    if (first === undefined) return { why: 'its place is not known' };
    const line = lineStart(text, first);
    const dash = text.slice(line, first).lastIndexOf('-');
    if (dash < 0) return { why: 'its place is not known' };
    return belowLast(yaml, node, `${' '.repeat(dash)}- ${written}`, { text, lineEnd });
  }
  const [start, end] = node.range ?? [];
  if (start === undefined || end === undefined) return { why: 'its place is not known' };
  const last = node.items.at(-1);
  if (last === undefined) return { start, end, text: `${text[start]} ${written} ${text[end - 1]}` };
  const at = endOf(yaml, last);
  const begins = startOf((last as Pair).key ?? last);
  if (at === undefined || begins === undefined) return { why: 'its place is not known' };
  const line = lineStart(text, begins);
  const isOwnLine = text.slice(line, begins).trim() === '' && line > start;
  return { start: at, end: at, text: isOwnLine ? `,${lineEnd}${text.slice(line, begins)}${written}` : `, ${written}` };
}

/** Lines below the last one of a collection. */
function belowLast(yaml: Yaml, node: Collection, lines: string, { text, lineEnd }: Layout): YamlSetting {
  const at = endOf(yaml, node);
  if (at === undefined) return { why: 'its place is not known' };
  if (at > 0 && text[at - 1] === '\n') return { start: at, end: at, text: `${lines}${lineEnd}` };
  const feed = text.indexOf('\n', at);
  return feed < 0
    ? { start: text.length, end: text.length, text: `${lineEnd}${lines}` }
    : { start: feed + 1, end: feed + 1, text: `${lines}${lineEnd}` };
}

/** A value behind a key that has none, or whose value is written as nothing. */
function filled(yaml: Yaml, { key, value }: Pair, written: string, { text }: Layout): YamlSetting {
  const source = yaml.isScalar(value) ? (value.source ?? '') : '';
  const [start, end] = (value as Partial<Node> | null)?.range ?? [];
  if (source !== '' && start !== undefined && end !== undefined) return { start, end, text: written };
  const keyEnd = (key as Partial<Node> | undefined)?.range?.[1];
  const [colon] = keyEnd === undefined ? [] : (/^[ \t]*:/.exec(text.slice(keyEnd, keyEnd + 200)) ?? []);
  if (keyEnd === undefined || colon === undefined) return { why: 'its place is not known' };
  const at = keyEnd + colon.length;
  return { start: at, end: at, text: ` ${written}` };
}

const startOf = (node: unknown): number | undefined => (node as Partial<Node> | null | undefined)?.range?.[0];

/** Where the last character of a node, a member or a collection is followed by something else. */
function endOf(yaml: Yaml, node: unknown): number | undefined {
  if (yaml.isPair(node)) {
    const { key, value } = node;
    return isEmpty(yaml, value) && !(value as Partial<Node> | null)?.range ? endOf(yaml, key) : endOf(yaml, value);
  }
  if ((yaml.isMap(node) || yaml.isSeq(node)) && node.flow !== true && node.items.length > 0)
    return endOf(yaml, node.items.at(-1));
  return (node as Partial<Node> | null | undefined)?.range?.[1];
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
