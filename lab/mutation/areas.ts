import { filesBelow, isTest } from '../../tools/house/repository.ts';

/** A part of the program that decides something, and the tests that must notice when it decides otherwise. */
export interface Area {
  readonly name: string;
  /** Paths relative to the repository. */
  readonly sources: readonly string[];
  readonly tests: readonly string[];
}

function area(name: string, sources: readonly string[], tests: readonly string[] = sources): Area {
  const below = (places: readonly string[]): readonly string[] =>
    places.flatMap((place) => (place.endsWith('.ts') ? [place] : filesBelow(place)));
  return {
    name,
    sources: below(sources).filter((file) => file.endsWith('.ts') && !isTest(file) && !file.includes('/testing/')),
    tests: below(tests).filter(isTest),
  };
}

/** What decides: whom we trust, what may run, whose flaw it is, what is in an image. A new one is a line. */
export const areas: readonly Area[] = [
  area('trust', ['src/phases/2-ship/verify/']),
  area('signatures', ['src/phases/2-ship/attachments/']),
  area('gate', ['src/phases/3-deploy/gate/']),
  area('matching', ['src/phases/1-build/advisories/matching/']),
  area(
    'inventory',
    ['src/phases/1-build/inventory/join.ts', 'src/phases/1-build/inventory/ownership.ts'],
    ['join', 'take-inventory', 'dependencies'].map((name) => `src/phases/1-build/inventory/${name}.test.ts`),
  ),
];
