/** A function as advisories call it. */
export interface FunctionName {
  /** Import path of its package; `main` of the program's own. */
  readonly package: string;
  /** `Type.Method` or `Function`. */
  readonly symbol: string;
}

/** What the compiler adds to names of functions that it makes of parts of others (closures, deferred calls, bodies of loops). */
const made = /^(?:func|gowrap|deferwrap|range)?\d+$|^init$|^map$/;

/** What compilers of C add to names of functions that they make of parts of others. */
const ofC = /^\.(?:cold|part|isra|constprop|lto_priv|llvm|localalias)(?:\.\d+)*$/;

/**
 * The function that a name of the linker's stands for; undefined for what comes from no source (comparisons of types, code of C). Parts of a function
 * count as the function; a name that may be a function with a part or a type with a method counts as both.
 */
export function functionsOf(name: string): readonly FunctionName[] {
  if (name.startsWith('type:') || name.startsWith('type..') || name.startsWith('go:') || name.startsWith('go.'))
    return [];
  // Type arguments can hold slashes and dots, and so can the name of a method that comes with a type of another package.
  const path = /^[^[(]*/.exec(name)?.[0] ?? '';
  const dot = path.indexOf('.', path.lastIndexOf('/') + 1);
  if (dot <= 0) return [];
  if (ofC.test(path.slice(dot))) return [];
  const own = unescapePath(path.slice(0, dot));
  const rest = withoutArguments(name.slice(dot + 1));
  const pointer = /^\(\*?([^()]+)\)\.([^.]+)/.exec(rest);
  if (pointer) return [{ package: own, symbol: `${pointer[1]}.${plain(pointer[2] ?? '')}` }];
  const [first = '', second] = rest.split('.', 2);
  if (first === '') return [];
  const alone = { package: own, symbol: plain(first) };
  if (second === undefined || second === '' || made.test(plain(second))) return [alone];
  return [alone, { package: own, symbol: `${first}.${plain(second)}` }];
}

/** `F-fm`, the method taken as a value, and `F-range1`, the body of a loop over it, are code of `F`. */
const plain = (name: string): string => name.replace(/-(?:fm|range\d+)$/, '');

/** The linker writes dots of the last element, quotes, percent signs and what is not ASCII as `%2e` (Go, `cmd/internal/objabi.PathToPrefix`). */
function unescapePath(path: string): string {
  if (!path.includes('%')) return path;
  const bytes = path.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** `F[...]` without its type arguments. */
function withoutArguments(text: string): string {
  if (!text.includes('[')) return text;
  let depth = 0;
  let kept = '';
  for (const character of text) {
    if (character === '[') depth++;
    else if (character === ']') depth--;
    else if (depth <= 0) kept += character;
  }
  return kept;
}
