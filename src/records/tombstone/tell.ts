import type { Told } from '../record-kind.ts';
import { first, shortText } from '../sentences.ts';
import { reasonLine } from '../shapes/reason.ts';
import type { TombstonePayload } from './payload.ts';

/** That it was removed, from where and why, and what was kept of it. */
export function tellTombstone(tombstone: TombstonePayload): readonly Told[] {
  const { registry, repository, plan, state, tags, reasons, preserved } = tombstone;
  const gone = state === 'found-gone';
  const kept = preserved.map(({ what, digest }) => `${what} ${shortText(digest)}`);
  return [
    {
      title: `${gone ? 'Found gone from' : 'Deleted from'} ${registry}/${repository}`,
      outcome: gone ? 'unknown' : 'info',
      details: [
        ...(gone ? ['deleted by an earlier run that was cut off, or by somebody else'] : []),
        ...(tags.length > 0 ? [`tagged ${tags.slice(0, 10).join(', ')}${tags.length > 10 ? ' and more' : ''}`] : []),
        ...first(reasons.map(reasonLine)),
        kept.length > 0 ? `kept of it: ${kept.join(', ')}` : 'nothing is said to have been kept of it',
        `by plan ${shortText(plan)}`,
      ],
    },
  ];
}
