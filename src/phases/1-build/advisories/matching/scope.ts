import { type Advisory, type AdvisoryScope, count, type Package, someOf } from '../../../../core/index.ts';

/** What of a package says whether an advisory of a part or a system is about it. */
export type ScopedPackage = Pick<Package, 'os' | 'architecture'>;

/** Parts and systems that are named one by one. */
const mostNamed = 5;

const holds = (limits: readonly string[] | undefined, own: string | undefined): boolean =>
  limits === undefined || own === undefined || limits.includes(own);

/**
 * Why an advisory is about other systems than a program was built for; undefined when it may be about it. What nobody knows of the program speaks for the
 * advisory.
 */
export function whyElsewhere({ only }: Advisory, { os, architecture }: ScopedPackage): string | undefined {
  if (only === undefined || only.length === 0) return undefined;
  const sameSystem = only.filter((scope) => holds(scope.os, os));
  if (sameSystem.length === 0) return `only about ${list(only, 'os')}, and built for ${os}`;
  if (sameSystem.some((scope) => holds(scope.architectures, architecture))) return undefined;
  return `only about ${list(sameSystem, 'architectures')}, and built for ${architecture}`;
}

function list(scopes: readonly AdvisoryScope[], member: 'os' | 'architectures'): string {
  return named(scopes.flatMap((scope) => scope[member] ?? []));
}

const named = (all: readonly string[]): string => someOf([...new Set(all)], mostNamed);

/** What an advisory is limited to, for people, in one sentence; undefined when it is about the whole package everywhere. */
export function scopeSentence({ only, package: name }: Advisory): string | undefined {
  if (only === undefined || only.length === 0) return undefined;
  const parts = new Set(only.flatMap(({ part }) => part ?? []));
  const systems = only.every((scope) => scope.os) ? ` on ${list(only, 'os')}` : '';
  const processors = only.every((scope) => scope.architectures) ? ` on ${list(only, 'architectures')}` : '';
  if (parts.size === 0) return `Only programs${systems}${processors} have the flaw.`;
  return `Of ${name} only ${count(parts.size, 'package')}${systems}${processors} ${parts.size === 1 ? 'has' : 'have'} the flaw: ${named([...parts])}; whether a program has ${parts.size === 1 ? 'it' : 'them'} in it was not looked at.`;
}
