import type { Stored } from '../../core/index.ts';
import { object, type Shape } from '../shape.ts';
import { reportShape } from '../shapes/report.ts';

/** Payload of an `import` record: findings of other tools, each with who told it. */
export interface ImportPayload {
  readonly report: Stored;
}

export const importShape: Shape<ImportPayload> = object<ImportPayload>({ report: reportShape });
