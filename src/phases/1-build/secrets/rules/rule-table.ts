import { SeaworthyError } from '../../../../core/index.ts';
import {
  isObject,
  type JsonObject,
  type LinearExpression,
  linearExpression,
} from '../../../../foundations/formats/index.ts';

/** Rules, and lists of what is allowed, of one file. */
export const mostRules = 2_000;
/** Expressions or words of one list. */
const mostListed = 10_000;

/** RuleTable of a table of somebody's rules, with errors that say where. */
export class RuleTable {
  readonly #table: JsonObject;
  readonly where: string;

  constructor(value: unknown, where: string) {
    if (!isObject(value)) throw new SeaworthyError('E_FORMAT', 'a table is expected', { where });
    this.#table = value;
    this.where = where;
  }

  #wrong(name: string, what: string): SeaworthyError {
    return new SeaworthyError('E_FORMAT', `"${name}" is no ${what}`, { where: this.where });
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#table, name);
  }

  get names(): readonly string[] {
    return Object.keys(this.#table);
  }

  text(name: string): string | undefined {
    const value = this.#get(name);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#wrong(name, 'text');
  }

  number(name: string): number | undefined {
    const value = this.#get(name);
    const plain = typeof value === 'bigint' ? Number(value) : value;
    if (plain === undefined || (typeof plain === 'number' && Number.isFinite(plain))) return plain;
    throw this.#wrong(name, 'number');
  }

  on(name: string): boolean {
    const value = this.#get(name);
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    throw this.#wrong(name, 'true or false');
  }

  texts(name: string): readonly string[] {
    const value = this.#get(name) ?? [];
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (list.length > mostListed)
      throw new SeaworthyError('E_LIMIT', `more than ${mostListed} entries of "${name}"`, { where: this.where });
    return list.map((one) => {
      if (typeof one !== 'string') throw this.#wrong(name, 'list of texts');
      return one;
    });
  }

  tables(name: string): readonly RuleTable[] {
    const value = this.#get(name) ?? [];
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (list.length > mostRules)
      throw new SeaworthyError('E_LIMIT', `more than ${mostRules} of "${name}"`, { where: this.where });
    return list.map((one, at) => new RuleTable(one, `${this.where}: ${name} ${at + 1}`));
  }

  table(name: string): RuleTable | undefined {
    return this.#get(name) === undefined ? undefined : new RuleTable(this.#get(name), `${this.where}: ${name}`);
  }

  expression(name: string): LinearExpression | undefined {
    const source = this.text(name);
    return source === undefined || source === ''
      ? undefined
      : linearExpression(bytesAsText(source), `${this.where}: ${name}`);
  }

  expressions(name: string): readonly LinearExpression[] {
    return this.texts(name).map((source, at) =>
      linearExpression(bytesAsText(source), `${this.where}: ${name} ${at + 1}`),
    );
  }

  #get(name: string): unknown {
    const value = Object.hasOwn(this.#table, name) ? this.#table[name] : undefined;
    return value === null ? undefined : value;
  }
}

/** Files are searched as one character a byte, so what is looked for in them is written the same way. */
export const bytesAsText = (text: string): string => Buffer.from(text).toString('latin1');
