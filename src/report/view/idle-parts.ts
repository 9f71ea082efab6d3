import { count, type PartRun } from '../../core/index.ts';

/** More parts than these that did not run for one reason are counted; each is in the JSON. */
const mostNamed = 3;

/** What did not run and why, once a reason. */
export function foldIdle(parts: readonly PartRun[]): readonly (readonly [who: string, why: string | undefined])[] {
  return [...Map.groupBy(parts, ({ why }) => why)].flatMap(([why, same]) =>
    why !== undefined && same.length > mostNamed
      ? [[count(same.length, 'check'), why] as const]
      : same.map(({ id }) => [id, why] as const),
  );
}
