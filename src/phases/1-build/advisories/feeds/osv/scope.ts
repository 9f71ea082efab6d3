import type { AdvisoryScope } from '../../../../../core/index.ts';
import { defined } from '../../../../../core/index.ts';
import { field, isObject } from '../../../../../foundations/formats/index.ts';

/** Rust's word for a system (`target_os`) where image indexes have another. */
const systems: Readonly<Record<string, string>> = { macos: 'darwin' };

/** Far more than any record names. */
const most = 1000;

/**
 * What an entry of `affected` is limited to; undefined when it is about all of the package. Go's database names the packages of a module that have the flaw,
 * each with the functions and the systems that it has it on (`imports`, go.dev/doc/security/vuln/database); RustSec systems and processors (`affects`, rustsec/advisory-db).
 * What has another shape limits nothing.
 */
export function readScope(affected: unknown): readonly AdvisoryScope[] | undefined {
  const own = field(affected, 'ecosystem_specific');
  const imports = field(own, 'imports');
  if (Array.isArray(imports) && imports.length > 0 && imports.length <= most) {
    const scopes = imports.map((one) => ({
      ...scopeOf(text(field(one, 'path')), field(one, 'goos'), field(one, 'goarch')),
      ...symbolsOf(one),
    }));
    return scopes.some(isAll) ? undefined : scopes;
  }
  const affects = field(own, 'affects');
  if (!isObject(affects)) return undefined;
  const scope = scopeOf(undefined, affects.os, affects.arch);
  return isAll(scope) ? undefined : [scope];
}

/** Only with its package does a function say anything. */
function symbolsOf(one: unknown): Pick<AdvisoryScope, 'symbols'> {
  const symbols = text(field(one, 'path')) === undefined ? [] : texts(field(one, 'symbols'));
  return symbols.length > 0 ? { symbols } : {};
}

function scopeOf(part: string | undefined, os: unknown, architectures: unknown): AdvisoryScope {
  const [named, processors] = [texts(os).map((one) => systems[one] ?? one), texts(architectures)];
  return {
    ...defined({ part }),
    ...(named.length > 0 ? { os: named } : {}),
    ...(processors.length > 0 ? { architectures: processors } : {}),
  };
}

const isAll = (scope: AdvisoryScope): boolean => Object.keys(scope).length === 0;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** All of them or none: a list that is read in part would limit too much. */
function texts(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length > most) return [];
  const found = value.flatMap((one) => text(one) ?? []);
  return found.length === value.length ? found : [];
}
