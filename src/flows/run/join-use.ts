import type { InUseEvidence, InUsePackage } from '../../records/index.ts';

/** Most files that are told of a package, and most containers and limits of an observation. */
const mostFiles = 10;
const mostContainers = 1_000;
const mostLimits = 50;

const strength = ['exec', 'map', 'open'] as const;
const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a < b ? b : a);
const union = (a: readonly string[], b: readonly string[], most: number): readonly string[] =>
  [...new Set([...a, ...b])].slice(0, most);

function joinPackage(a: InUsePackage, b: InUsePackage): InUsePackage {
  return {
    ...a,
    strongest: strength.find((how) => how === a.strongest || how === b.strongest) ?? a.strongest,
    exec: a.exec + b.exec,
    map: a.map + b.map,
    open: a.open + b.open,
    first: earlier(a.first, b.first),
    last: later(a.last, b.last),
    files: union(a.files, b.files, mostFiles),
  };
}

/** Two observations of one image as one: what either saw was in use. Pure. */
export function joinUse(a: InUseEvidence, b: InUseEvidence): InUseEvidence {
  const packages = new Map(a.packages.map((one) => [one.purl, one]));
  for (const one of b.packages) {
    const same = packages.get(one.purl);
    packages.set(one.purl, same === undefined ? one : joinPackage(same, one));
  }
  return {
    observation: {
      first: earlier(a.observation.first, b.observation.first),
      last: later(a.observation.last, b.observation.last),
      observedFor: a.observation.observedFor + b.observation.observedFor,
      events: a.observation.events + b.observation.events,
      containers: union(a.observation.containers, b.observation.containers, mostContainers),
    },
    limits: union(a.limits, b.limits, mostLimits),
    packages: [...packages.values()],
    unownedFiles: Math.max(a.unownedFiles, b.unownedFiles),
  };
}
