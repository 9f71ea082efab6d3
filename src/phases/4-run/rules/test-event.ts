import { defined, SeaworthyError } from '../../../core/index.ts';
import {
  type FieldInfo,
  type FieldValue,
  parseAddress,
  parseField,
  type Scalar,
} from '../../../foundations/languages/falco/index.ts';
import type { RuntimeEvent } from './event.ts';
import type { RuleSource } from './sources.ts';

/** An event as a test of rules writes it. */
export interface TestEvent {
  readonly type?: string;
  /** Nanoseconds since 1970. */
  readonly time?: bigint;
  /** Values by fields as conditions name them: `proc.name`, `proc.aname[2]`, `evt.arg.flags`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const refuse = (message: string): never => {
  throw new SeaworthyError('E_USAGE', message, { next: 'List the fields with `seaworthy rules list-fields`.' });
};

/** An event made of values of fields; a field that is not named has no value. Throws `E_USAGE` for a field or a value that cannot be. */
export function eventOfFields(source: RuleSource, { type, time = 0n, fields }: TestEvent): RuntimeEvent {
  const values = new Map<string, FieldValue>();
  for (const [name, given] of Object.entries(fields)) {
    const parsed = parseField(name);
    const node = parsed.ok && parsed.end.index === name.length ? parsed.node : undefined;
    if (node?.kind !== 'field') return refuse(`${JSON.stringify(name)} is no field`);
    const resolved = source.catalogue.resolve(node.name, node.argument);
    if (typeof resolved === 'string') return refuse(`events of ${source.name} have no field ${JSON.stringify(name)}`);
    if (given === null) continue;
    values.set(keyOf(resolved.info.name, resolved.argument), valueOfField(name, resolved.info, given));
  }
  return {
    source: source.name,
    time,
    ...defined({ type }),
    get: (field, argument) => values.get(keyOf(field, argument)),
  };
}

const keyOf = (field: string, argument: string | undefined): string =>
  argument === undefined ? field : `${field}[${argument}]`;

function valueOfField(name: string, info: FieldInfo, given: unknown): FieldValue {
  const isSeveral = info.list === true || info.several !== undefined;
  if (isSeveral) return (Array.isArray(given) ? given : [given]).map((one) => scalarOf(name, info, one));
  return Array.isArray(given) ? refuse(`${name} has one value, and here is a list`) : scalarOf(name, info, given);
}

function scalarOf(name: string, { type }: FieldInfo, given: unknown): Scalar {
  const text = typeof given === 'string' ? given : undefined;
  const number = typeof given === 'number' && Number.isFinite(given) ? given : undefined;
  switch (type) {
    case 'string':
      return text ?? (number !== undefined || typeof given === 'boolean' ? String(given) : refuse(`${name} is text`));
    case 'bool':
      return typeof given === 'boolean' ? given : refuse(`${name} is true or false`);
    case 'ip':
    case 'net':
      return parseAddress(text ?? '') ?? refuse(`${name} is an IP address`);
    case 'bytes':
      return text === undefined ? refuse(`${name} is text or bytes`) : new Uint8Array(Buffer.from(text));
    case 'any':
      return text ?? number ?? (typeof given === 'boolean' ? given : refuse(`${name} is one value`));
    default:
      if (text !== undefined && /^-?\d{1,20}$/.test(text)) return BigInt(text);
      return number ?? refuse(`${name} is a number`);
  }
}
