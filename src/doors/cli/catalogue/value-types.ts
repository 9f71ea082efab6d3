import type { Platform } from '../../../core/index.ts';
import { defined } from '../../../core/index.ts';
import type { ValueType } from './flag.ts';

/** Any text but the empty one. */
export function text(placeholder: string, completes?: 'file' | 'directory'): ValueType<string> {
  return {
    placeholder,
    schema: { type: 'string', minLength: 1 },
    ...(completes ? { completes } : {}),
    parse(given) {
      if (given === '') throw new Error('a value that is not empty');
      return given;
    },
  };
}

/** Who makes something: `Shop Ltd <sbom@shop.example>`, `Shop Ltd <https://shop.example>`, `Person: Mara Lind <mara@shop.example>`. */
export const maker: ValueType<{
  readonly name: string;
  readonly email?: string;
  readonly url?: string;
  readonly isPerson?: true;
}> = {
  placeholder: 'NAME <ADDRESS>',
  schema: { type: 'string', minLength: 1, maxLength: 500 },
  parse(given) {
    const [, person, name = '', email, url] =
      /^(person:)?\s{0,10}([^<>\s][^<>]{0,199}?)\s{0,10}(?:<(?:([^<>\s@]{1,100}@[^<>\s@]{1,100})|(https?:\/\/[^<>\s]{1,200}))>)?$/i.exec(
        given,
      ) ?? [];
    if (name === '')
      throw new Error(
        'a name, with an address of mail or the web behind it where there is one: `Shop Ltd <sbom@shop.example>`',
      );
    return { name, ...defined({ email, url }), ...(person === undefined ? {} : { isPerson: true as const }) };
  },
};

/** One of a closed list. */
export function choice<const T extends string>(placeholder: string, values: readonly T[]): ValueType<T> {
  return {
    placeholder,
    values,
    schema: { enum: [...values] },
    parse(given) {
      const found = values.find((value) => value === given);
      if (found === undefined) throw new Error(`one of ${values.join(', ')}`);
      return found;
    },
  };
}

/** A whole number of at least `least`. */
export function count(placeholder: string, least: number): ValueType<number> {
  return {
    placeholder,
    schema: { type: 'integer', minimum: least },
    parse(given) {
      const value = Number(given);
      if (!/^\d{1,15}$/.test(given) || value < least) throw new Error(`a whole number, ${least} or more`);
      return value;
    },
  };
}

const units: Readonly<Record<string, number>> = { '': 1, B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** Bytes: `512MiB`, `2GiB`, `1048576`. */
export const size: ValueType<number> = {
  placeholder: 'SIZE',
  schema: { type: ['string', 'integer'], pattern: '^\\d{1,9}(\\.\\d{1,3})? ?(B|KiB|MiB|GiB|TiB)?$', minimum: 1 },
  parse(given) {
    const [, number = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,3})?) ?([A-Za-z]*)$/.exec(given) ?? [];
    const bytes = Math.floor(Number(number) * (units[unit] ?? Number.NaN));
    if (number === '' || !(bytes >= 1) || !Number.isSafeInteger(bytes))
      throw new Error('a size such as 512MiB or 2GiB');
    return bytes;
  },
};

/** Milliseconds. Not those of `core`: help is made of this file, and loads no room. */
const durations: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds: `30s`, `5m`, `24h`, `5d`. */
export const duration: ValueType<number> = {
  placeholder: 'DURATION',
  schema: { type: 'string', pattern: '^\\d{1,9}(ms|s|m|h|d)$' },
  parse(given) {
    const [, number = '', unit = ''] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(given) ?? [];
    const value = Number(number) * (durations[unit] ?? Number.NaN);
    if (number === '' || !(value >= 1)) throw new Error('a duration such as 30s, 5m, 24h or 5d');
    return value;
  },
};

/** `os/architecture[/variant]`, as in `--platform linux/arm64/v8`, or every one that there is. */
export const platform: ValueType<Platform | 'all'> = {
  placeholder: 'OS/ARCH[/VARIANT]|all',
  schema: { type: 'string', pattern: '^([a-z0-9]+/[a-z0-9_]+(/[a-z0-9.]+)?|all)$' },
  parse(given) {
    if (given === 'all') return given;
    const [, os, architecture, variant] = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/([a-z0-9.]+))?$/.exec(given) ?? [];
    if (os === undefined || architecture === undefined)
      throw new Error('a platform such as linux/amd64 or linux/arm64/v8');
    return { os, architecture, ...defined({ variant }) };
  },
};

/** `host` or `host:port`; an IPv6 address in brackets. */
export const hostPort: ValueType<string> = {
  placeholder: 'HOST[:PORT]',
  schema: { type: 'string', minLength: 1 },
  parse(given) {
    if (!/^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(given))
      throw new Error('a host without scheme or path, such as registry.example:5000');
    return given.toLowerCase();
  },
};

/** The base address of a feed, or `off`. */
export const feedAddress: ValueType<string> = {
  placeholder: 'URL|off',
  schema: { type: 'string', pattern: '^(off|https?://.+|file:///.+)$' },
  parse(given) {
    if (given === 'off') return given;
    const url = URL.canParse(given) ? new URL(given) : undefined;
    if (!url || !['https:', 'http:', 'file:'].includes(url.protocol))
      throw new Error('an https, http or file address, or off');
    if (url.username !== '' || url.password !== '') throw new Error('an address without user name or password');
    // Paths of files are put behind it.
    if (/[?#]/.test(given)) throw new Error('an address without a query (?) or a fragment (#)');
    return given;
  },
};

/** The address of a service. */
export const serviceAddress: ValueType<string> = {
  placeholder: 'URL',
  schema: { type: 'string', pattern: '^https?://.+$' },
  parse(given) {
    const url = URL.canParse(given) ? new URL(given) : undefined;
    if (!url || !['https:', 'http:'].includes(url.protocol)) throw new Error('an https or http address');
    if (url.username !== '' || url.password !== '') throw new Error('an address without user name or password');
    return given;
  },
};
