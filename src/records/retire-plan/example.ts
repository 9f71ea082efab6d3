import { exampleDigest, exampleReason } from '../shapes/example.ts';
import type { PlanEntry, PlanSummary, RetirePlanPayload } from './payload.ts';

const place = { registry: 'registry.example', repository: 'shop', digest: exampleDigest('a') };

const summary: PlanSummary = {
  plan: exampleDigest('6'),
  policy: { keepLast: 5 },
  inputs: { registries: exampleDigest('1'), uses: exampleDigest('2'), policy: exampleDigest('3') },
  registries: [{ registry: 'registry.example', time: '2026-03-29T12:00:00Z', whole: true, repositories: 1 }],
  sources: ['ledger (12 records)'],
  counts: { keep: 3, delete: 1, problems: 0 },
  bytes: { freed: 1_234, kept: 5_678, exact: true },
  delete: [place],
};

const entry: PlanEntry = {
  ...place,
  state: 'delete',
  kind: 'image',
  tags: ['1.4'],
  reasons: [exampleReason],
  frees: 1_234,
};

export const example: RetirePlanPayload = summary;
export const others: readonly RetirePlanPayload[] = [entry];
