import { defined } from '../../../core/index.ts';
import type { Tombstone } from '../../../records/index.ts';
import type { DeleteEntry } from '../plan/retire-plan.ts';

export function tombstoneOf(
  entry: DeleteEntry,
  rest: Pick<Tombstone, 'plan' | 'state' | 'time' | 'preserved'>,
): Tombstone {
  const { registry, repository, digest, kind, mediaType, artifactType, tags, reasons } = entry;
  return {
    registry,
    repository,
    digest,
    kind,
    mediaType,
    ...defined({ artifactType }),
    tags,
    reasons,
    ...rest,
  };
}
