import type { FieldExtraction, FieldValue, Scalar } from '../../../foundations/languages/falco/index.ts';
import type { CompiledRule } from './compiled.ts';
import { isoTime, type RuntimeEvent, timeFields } from './event.ts';
import type { Priority } from './items.ts';
import { type JsonValue, writeJson } from './json-text.ts';
import { render, type Template, type WritingSource } from './template.ts';
import { valueText } from './value-text.ts';

/** What a rule says of an event. */
export interface Alert {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly rule: string;
  readonly priority: Priority;
  readonly source: string;
  readonly hostname: string;
  readonly tags: readonly string[];
  /** The output template filled in. */
  readonly message: string;
  /** Values of the fields in the output, ready for JSON: `null` where there is none. */
  readonly fields: ReadonlyMap<string, JsonValue>;
}

/** The alert of a rule about an event. */
export function alertOf(rule: CompiledRule, event: RuntimeEvent, view: WritingSource, hostname: string): Alert {
  const { text, fields } = render(rule.template, view);
  const values = new Map<string, JsonValue>();
  for (const [name, value] of fields) {
    values.set(name, view.written?.(name) ?? jsonField(name, rule.template, value, event.time));
  }
  for (const [name, template] of rule.extraFields) values.set(name, extraField(template, view, event.time));
  const { name, priority, source, tags } = rule;
  return { time: event.time, rule: name, priority, source, hostname, tags, message: text, fields: values };
}

/** A template that is one field keeps the type of its value. */
function extraField(template: Template, view: WritingSource, time: bigint): JsonValue {
  const [token, ...others] = template.tokens;
  const { text, fields } = render(template, view);
  if (token?.kind !== 'field' || others.length > 0) return text;
  return view.written?.(token.name) ?? jsonField(token.name, template, fields.get(token.name), time);
}

function jsonField(name: string, template: Template, value: FieldValue | undefined, time: bigint): JsonValue {
  if (value === undefined) return null;
  if (timeFields.has(name)) return time;
  const extraction = template.fields.get(name);
  return extraction === undefined ? null : jsonValue(extraction, value);
}

function jsonValue(extraction: FieldExtraction, value: FieldValue): JsonValue {
  if (Array.isArray(value)) {
    const parts = value.map((one: Scalar) => jsonValue({ ...extraction, list: false }, one));
    return extraction.list ? parts : parts.map(String).join(' ');
  }
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? value
    : valueText(extraction, value);
}

/** `16:17:57.881781397`, or `2016-08-04T16:17:57.881781397+0000`, in UTC. */
function prefix(alert: Alert, iso8601: boolean): string {
  const time = isoTime(alert.time);
  return `${iso8601 ? `${time}+0000` : time.slice(11)}: ${alert.priority} `;
}

/** How alerts are written. */
export interface AlertFormat {
  /** The whole date before the message, and not only the time of day. */
  readonly iso8601?: boolean;
  /** Members of the JSON form that may be left out. */
  readonly output?: boolean;
  readonly outputFields?: boolean;
  readonly tags?: boolean;
  /** The message without time and priority, as a member of its own. */
  readonly message?: boolean;
}

/** The alert on one line: time, priority, message. */
export function alertText(alert: Alert, format: AlertFormat = {}): string {
  return prefix(alert, format.iso8601 ?? false) + alert.message;
}

/** The alert as one line of JSON in the shape that Falco's consumers know (`json_output`). Whole numbers keep all their digits. */
export function alertJson(alert: Alert, format: AlertFormat = {}): string {
  const members = new Map<string, JsonValue>();
  members.set('hostname', alert.hostname);
  if (format.message) members.set('message', alert.message);
  if (format.output ?? true) members.set('output', alertText(alert, format));
  if (format.outputFields ?? true) {
    const time: [string, JsonValue] = [format.iso8601 ? 'evt.time.iso8601' : 'evt.time', alert.time];
    members.set('output_fields', new Map([...new Map([time, ...alert.fields])].sort(byName)));
  }
  members.set('priority', alert.priority);
  members.set('rule', alert.rule);
  members.set('source', alert.source);
  if (format.tags ?? true) members.set('tags', alert.tags);
  members.set('time', `${isoTime(alert.time)}Z`);
  return writeJson(members);
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;
