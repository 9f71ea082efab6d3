import { count } from '../../../core/index.ts';
import { requireShape } from '../../ledger/payloads.ts';
import { list, type Members, members, text } from '../payload.ts';
import type { Teller } from '../teller.ts';
import { first, shortText } from '../words.ts';

/** Whether a plan deletes the image or keeps it, and why. */
export const tellRetirePlan: Teller = (record, { subject }) => {
  const payload = members(record.payload);
  const plan = payload.plan === undefined || typeof payload.plan === 'string' ? payload : members(payload.plan);
  const going = list(plan.delete).map(members);
  const staying = list(plan.keep).map(members);
  requireShape(record, 'retire-plan', Array.isArray(plan.delete) || Array.isArray(plan.reasons));
  const own = (one: Members): boolean => one.digest === subject || one.digest === record.subject;
  const entries = [
    ...going.filter(own).map((entry) => entryTold(entry, true)),
    ...staying.filter(own).map((entry) => entryTold(entry, false)),
    // A record about one manifest has its own entry as the payload.
    ...(Array.isArray(plan.reasons) ? [entryTold(plan, isGoing(plan, payload))] : []),
  ];
  if (entries.length > 0) return entries;
  return [
    {
      phase: 'retire',
      title: `A plan to delete ${count(going.length, 'manifest')} and keep ${staying.length}`,
      outcome: 'info',
      details: ['it does not name this image'],
    },
  ];
};

/** Entries to delete carry how much they free; a flow may also say so in a word. */
const isGoing = (entry: Members, payload: Members): boolean =>
  entry.frees !== undefined || [payload.action, payload.verdict, payload.state].some((word) => word === 'delete');

function entryTold(entry: Members, going: boolean): ReturnType<Teller>[number] {
  const place = [text(entry.registry), text(entry.repository)].filter(Boolean).join('/');
  return {
    phase: 'retire',
    title: `${going ? 'May go' : 'Stays'}${place === '' ? '' : ` in ${place}`} by a retire plan`,
    outcome: 'info',
    verdict: true,
    details: first(list(entry.reasons).map((one) => reasonLine(members(one)))),
  };
}

/** One plain clause, with the rule that says it. */
export function reasonLine(reason: Members): string {
  const [rule, what] = [text(reason.rule), text(reason.text)];
  return rule === '' ? shortText(what) : `${rule}: ${what}`;
}
