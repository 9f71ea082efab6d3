import { isDigest } from '../../../core/index.ts';
import { requireShape } from '../../ledger/payloads.ts';
import { list, members, text, texts } from '../payload.ts';
import type { Teller } from '../teller.ts';
import { first, shortText } from '../words.ts';
import { reasonLine } from './retire-plan.ts';

/** That it was removed, from where and why, and what was kept of it. */
export const tellTombstone: Teller = (record) => {
  const payload = members(record.payload);
  const { registry, repository, plan, state } = payload;
  requireShape(record, 'tombstone', typeof registry === 'string' && typeof repository === 'string');
  const gone = state === 'found-gone';
  const kept = list(payload.preserved).map(members);
  const tags = texts(payload.tags);
  return [
    {
      phase: 'retire',
      title: `${gone ? 'Found gone from' : 'Deleted from'} ${text(registry)}/${text(repository)}`,
      outcome: gone ? 'unknown' : 'info',
      details: [
        ...(gone ? ['deleted by an earlier run that was cut off, or by somebody else'] : []),
        ...(tags.length > 0 ? [`tagged ${tags.slice(0, 10).join(', ')}${tags.length > 10 ? ' and more' : ''}`] : []),
        ...first(list(payload.reasons).map((one) => reasonLine(members(one)))),
        ...(kept.length > 0
          ? [`kept of it: ${kept.map((one) => `${text(one.what)} ${shortText(text(one.digest))}`).join(', ')}`]
          : ['nothing is said to have been kept of it']),
        ...(isDigest(text(plan)) ? [`by plan ${shortText(text(plan))}`] : []),
      ],
    },
  ];
};
