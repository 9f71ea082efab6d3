import { count } from '../../core/index.ts';
import type { Telling, Told } from '../record-kind.ts';
import { first } from '../sentences.ts';
import { reasonLine } from '../shapes/reason.ts';
import { isEntry, type PlannedDeletion, type RetirePlanPayload } from './payload.ts';

/** Whether a plan deletes the image, and why. */
export function tellRetirePlan(
  plan: RetirePlanPayload,
  { subject, record }: Telling<RetirePlanPayload>,
): readonly Told[] {
  if (isEntry(plan)) return [goes(plan, plan.reasons.map(reasonLine))];
  const own = plan.delete.filter(({ digest }) => digest === subject || digest === record.subject);
  if (own.length > 0) return own.map((entry) => goes(entry, []));
  return [
    {
      title: `A plan to delete ${count(plan.counts.delete, 'manifest')} and keep ${plan.counts.keep}`,
      outcome: 'info',
      details: ['it does not name this image'],
    },
  ];
}

function goes({ registry, repository }: PlannedDeletion, reasons: readonly string[]): Told {
  const title = `May go in ${registry}/${repository} by a retire plan`;
  return { title, outcome: 'info', verdict: true, details: first(reasons) };
}
