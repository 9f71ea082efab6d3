import { ecosystems, type Trace } from '../../ecosystems/index.ts';
import { others } from './others.ts';

const all = [...ecosystems.flatMap(({ traces = [] }) => traces), ...others];

/** Every kind of trace there is. Of several at one path the first counts: a database says more than software, and that more than what was wanted. */
export const traces: readonly Trace[] = (['database', 'software', 'declared'] as const).flatMap((kind) =>
  all.filter((trace) => trace.kind === kind),
);
