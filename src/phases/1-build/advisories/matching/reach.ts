import {
  type Advisory,
  type AdvisoryScope,
  type CodeReach,
  type CodeState,
  defined,
  functionState,
  type Package,
  someOf,
} from '../../../../core/index.ts';
import type { Flaw } from './flaw.ts';
import { isForSystem } from './scope.ts';

/** What of a package says which of its code is in the program. */
type LinkedPackage = Pick<Package, 'name' | 'path' | 'os' | 'architecture' | 'code'>;

/** What is known of the code that has a flaw. */
export interface FlawReach extends CodeReach {
  /** Whether no code of the packages whose functions have the flaw is in the program, so that the records are not about it. */
  readonly isElsewhere: boolean;
}

/** Functions that are named one by one. */
const mostNamed = 5;

/** One function that has the flaw, or one package where the record names none. */
interface Code {
  readonly name: string;
  readonly state: CodeState;
  readonly way?: string;
  /** No code of its package is in the program. */
  readonly isUnlinked: boolean;
  readonly isFunction: boolean;
}

/** Why a record is not told whose packages a program has no code of. */
export const notInProgram = 'about parts of a package that are not in the program';

/** What is known of the code of a flaw, by everything that is said of it. */
export function reachOfFlaw({ statements }: Flaw, found: LinkedPackage): FlawReach | undefined {
  const told = statements.filter(({ verdict }) => verdict !== 'withdrawn');
  return reachOf(
    told.map(({ advisory }) => advisory),
    found,
  );
}

/**
 * What a program has of the code that has a flaw, by the records that speak of it; undefined where none says which code that is, or where the program does not
 * tell all that is in it. Records that name no code are silent about it: those of the same flaw that do speak for all. The table of a program is its own word,
 * as its list of modules and versions is.
 */
function reachOf(advisories: readonly Advisory[], found: LinkedPackage): FlawReach | undefined {
  const all = advisories
    .filter(({ only }) => only?.some(({ part }) => part !== undefined))
    .flatMap((advisory) => advisory.only?.flatMap((scope) => codeOf(advisory.package, scope, found)) ?? []);
  if (all.length === 0 || all.some(({ state }) => state === 'unknown')) return reachable(all);
  const state = (['reachable', 'present', 'absent'] as const).find((one) => all.some((code) => code.state === one));
  if (state === undefined) return undefined;
  if (state === 'reachable') return reachable(all);
  const isElsewhere = all.every(({ isUnlinked, isFunction }) => isUnlinked && isFunction);
  return { state, functions: namesOf(all.filter((code) => code.state === state)), isElsewhere };
}

/** One way to the flaw is enough, whatever is not known of other functions. */
function reachable(all: readonly Code[]): FlawReach | undefined {
  const known = all.filter(({ state }) => state === 'reachable');
  if (known.length === 0) return undefined;
  // Records name the functions with the flaw and those that lead there from outside, which are exported: the others tell more.
  const reached = [...known.filter(isInner), ...known.filter((code) => !isInner(code))];
  const first = reached.find(({ way }) => way !== undefined);
  const functions = namesOf(first ? [first, ...reached] : reached);
  return { state: 'reachable', functions, ...defined({ way: first?.way }), isElsewhere: false };
}

/** Whether a function can be called in its own package alone (Go specification, "Exported identifiers"). */
const isInner = ({ name }: Code): boolean => /\.\p{Ll}[^./]*$/u.test(name);

const namesOf = (all: readonly Code[]): readonly string[] => [...new Set(all.map(({ name }) => name))];

function codeOf(module: string, scope: AdvisoryScope, found: LinkedPackage): readonly Code[] {
  const { part, symbols } = scope;
  if (part === undefined) return [{ name: module, state: 'unknown', isUnlinked: false, isFunction: false }];
  if (!isForSystem(scope, found)) return [];
  const own = within(part, module);
  const held = own === undefined ? undefined : found.code?.parts.find(({ name }) => name === own);
  const isKnown = found.code !== undefined && own !== undefined;
  const base = { isUnlinked: isKnown && held === undefined };
  // The record names no function: that there is code of the package does not say that it is the one.
  if (symbols === undefined)
    return [{ ...base, name: part, state: !isKnown ? 'unknown' : held ? 'present' : 'absent', isFunction: false }];
  return symbols.map((symbol) => {
    const name = `${part}.${symbol}`;
    if (!isKnown || !isFunctionName(symbol)) return { ...base, name, state: 'unknown', isFunction: true };
    if (held === undefined) return { ...base, name, state: 'absent', isFunction: true };
    return { ...base, name, ...functionState(held, symbol, found.code?.ways ?? []), isFunction: true };
  });
}

/** `Type.Method` or `Function`. What compilers make (`F.func1`), and what every package has (`init`), is no name by which anything could be found. */
const isFunctionName = (symbol: string): boolean =>
  /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)?$/u.test(symbol) &&
  !/^(?:init|map)$|\.(?:(?:func|gowrap|deferwrap|range)\d+|init|map)$/.test(symbol);

/** The name of a package within its module, as `LinkedPart.name`; undefined for one that is not in it. What comes with the toolchain has no module in front. */
function within(part: string, module: string): string | undefined {
  if (part === module) return '';
  if (part.startsWith(`${module}/`)) return part.slice(module.length + 1);
  return module.includes('.') ? undefined : part;
}

/** What is known of the code, in one sentence for people. */
export function reachSentence({ state, functions, way }: CodeReach): string {
  const named = someOf(functions, mostNamed);
  if (state === 'absent')
    return `No code that has the flaw is in the program, which has been looked through for ${named}.`;
  if (state === 'present')
    return `The program has code that has the flaw: ${named}; no way there from where the program begins was seen, which does not say that there is none.`;
  const [first = ''] = functions;
  if (way === undefined) return `The program comes to code that has the flaw: ${named}.`;
  return `The program comes to code that has the flaw: ${wayTo(way, first)}${functions.length > 1 ? `; of what has the flaw it comes to ${named}` : ''}.`;
}

/** The way to a function, which is the last step or lies behind it. */
export function wayTo(way: string, name: string): string {
  const last = way
    .slice(way.lastIndexOf(' → ') + 1)
    .replace(/^→ /, '')
    .trim();
  return last.replace(/\(\*?([^()]+)\)/, '$1') === name ? way : `${way} → … → ${name}`;
}
