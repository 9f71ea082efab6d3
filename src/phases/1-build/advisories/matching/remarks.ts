import type { Distribution } from '../../../../core/index.ts';
import type { Feed } from '../feed.ts';
import type { Notes } from './notes.ts';

/** What the feeds that are asked say of how they judge the distribution. */
export function noteRemarks(asked: ReadonlySet<Feed>, distribution: Distribution | undefined, notes: Notes): void {
  if (distribution === undefined) return;
  for (const feed of asked) {
    for (const { message, incomplete } of feed.remarks?.(distribution) ?? [])
      notes.problem({ code: 'E_INCOMPLETE', message, where: distribution.path, part: 'advisories', incomplete });
  }
}
