import { type Advisory, type AdvisoryScope, count, type Package, someOf } from '../../../../core/index.ts';
import { type ModuleStream, unknownStream } from '../../ecosystems/index.ts';

/** What of a package says whether an advisory of a part or a system is about it. */
export type ScopedPackage = Pick<Package, 'os' | 'architecture'> & { readonly module?: ModuleStream };

/** Words of package managers for what is the same for all processors, in a package and in a list of advisories: rpm, dpkg and apk, pacman. */
const anyProcessor: readonly string[] = ['noarch', 'all', 'any'];

/** Parts and systems that are named one by one. */
const mostNamed = 5;

const holds = (limits: readonly string[] | undefined, own: string | undefined): boolean =>
  limits === undefined || own === undefined || limits.includes(own);

const holdsProcessor = ({ architectures }: AdvisoryScope, own: string | undefined): boolean =>
  holds(architectures, own) || anyProcessor.some((word) => word === own || architectures?.includes(word));

/** Whether a scope may be about what a program was built for. */
export const isForSystem = (
  scope: AdvisoryScope,
  { os, architecture }: Pick<Package, 'os' | 'architecture'>,
): boolean => holds(scope.os, os) && holdsProcessor(scope, architecture);

/** What nobody knows of a package's stream, or of the advisory's, speaks for the advisory. */
function holdsStream({ module: stream }: AdvisoryScope, own: ModuleStream): boolean {
  if (stream === undefined || own === undefined) return true;
  if (own === unknownStream) return stream !== '';
  return stream === unknownStream ? own !== '' : stream === own;
}

/**
 * Whether an advisory is about builds of a package's stream of a module. Where not it says nothing about the package, neither that it has the flaw nor that
 * it has it not: other streams hold other versions.
 */
export const isAboutStream = ({ only = [] }: Advisory, own: ModuleStream): boolean =>
  only.length === 0 || only.some((scope) => holdsStream(scope, own));

/**
 * Why an advisory is about other systems than a program was built for; undefined when it may be about it. What nobody knows of the program speaks for the
 * advisory.
 */
export function whyElsewhere(
  { only: all = [] }: Advisory,
  { os, architecture, module: stream }: ScopedPackage,
): string | undefined {
  const only = all.filter((scope) => holdsStream(scope, stream));
  if (only.length === 0) return undefined;
  const sameSystem = only.filter((scope) => holds(scope.os, os));
  if (sameSystem.length === 0) return `only about ${list(only, 'os')}, and built for ${os}`;
  if (sameSystem.some((scope) => holdsProcessor(scope, architecture))) return undefined;
  return `only about ${list(sameSystem, 'architectures')}, and built for ${architecture}`;
}

function list(scopes: readonly AdvisoryScope[], member: 'os' | 'architectures'): string {
  return named(scopes.flatMap((scope) => scope[member] ?? []));
}

const named = (all: readonly string[]): string => someOf([...new Set(all)], mostNamed);

/**
 * What an advisory is limited to, for people, in one sentence; undefined when it is about the whole package everywhere. `isLookedAt`: whether the program has
 * been looked through for it.
 */
export function scopeSentence({ only, package: name }: Advisory, isLookedAt = false): string | undefined {
  if (only === undefined || only.length === 0) return undefined;
  const streams = streamSentence(only);
  const parts = new Set(only.flatMap(({ part }) => part ?? []));
  const systems = only.every((scope) => scope.os) ? ` on ${list(only, 'os')}` : '';
  const processors = only.every((scope) => scope.architectures) ? ` on ${list(only, 'architectures')}` : '';
  if (parts.size === 0) {
    if (systems === '' && processors === '') return streams;
    return `Only programs${systems}${processors} have the flaw.${streams === undefined ? '' : ` ${streams}`}`;
  }
  return `Of ${name} only ${count(parts.size, 'package')}${systems}${processors} ${parts.size === 1 ? 'has' : 'have'} the flaw: ${named([...parts])}${isLookedAt ? '' : `; whether a program has ${parts.size === 1 ? 'it' : 'them'} in it was not looked at`}.`;
}

/** The streams of modules that an advisory is limited to; undefined when it is about all builds. */
function streamSentence(only: readonly AdvisoryScope[]): string | undefined {
  const streams = only.flatMap(({ module: stream }) => (stream === undefined ? [] : [stream]));
  if (streams.length < only.length) return undefined;
  return `The record is about builds ${named(streams.map(streamWords))}.`;
}

function streamWords(stream: string): string {
  if (stream === unknownStream) return 'for a module whose stream it does not name';
  return stream === '' ? 'outside of all modules' : `for the module ${stream}`;
}
