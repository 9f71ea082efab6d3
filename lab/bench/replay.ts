import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileRules, loadRules, replayCapture } from '../../src/phases/4-run/index.ts';
import { execEvent, mapEvent, openEvent, type ScapEvent, scapCapture } from '../fixtures/index.ts';
import type { Figure } from './figures.ts';

const root = join(import.meta.dirname, '../..');
const stableRules = join(root, '../shared/suites/falco-rules/falco_rules.yaml');
const programs = 20_000;
const ownRules = `- rule: shell
  desc: a shell was started
  condition: evt.type = execve and proc.name = sh
  output: shell %proc.exepath
  priority: NOTICE
`;

/** How many recorded events a second are judged: programs that start, load code and open files, by the 25 stable rules where they are at hand. */
export async function replayFigures(): Promise<readonly Figure[]> {
  const hasStable = existsSync(stableRules);
  const text = hasStable ? readFileSync(stableRules, 'utf8') : ownRules;
  const engine = compileRules(await loadRules([{ name: 'rules', text }]));
  const capture = scapCapture({ events: [...events()] });
  const rates: number[] = [];
  let judged = 0;
  for (let turn = 0; turn < 4; turn++) {
    const start = performance.now();
    const summary = await replayCapture(capture, engine, { where: 'bench' });
    judged = summary.events;
    if (turn > 0) rates.push(summary.events / ((performance.now() - start) / 1_000));
  }
  const median = rates.toSorted((a, b) => a - b)[1] ?? 0;
  const by = hasStable ? 'the 25 stable rules of Falco' : 'one rule';
  return [
    { name: `replay of ${judged} events, ${by}`, values: [['events/s', Math.round(median).toLocaleString('en')]] },
  ];
}

function* events(): Generator<ScapEvent> {
  for (let index = 0; index < programs; index++) {
    const tid = 1_000 + (index % 500);
    yield execEvent(tid, `/usr/bin/tool-${index % 50}`);
    yield openEvent(tid, 5, '/usr/lib/libc.so.6');
    yield mapEvent(tid, 5);
    yield openEvent(tid, 3, `/srv/data/${index % 1_000}`);
    yield openEvent(tid, 4, '/etc/passwd');
  }
}
