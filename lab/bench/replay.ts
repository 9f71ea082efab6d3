import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  compileRules,
  describeRules,
  type LoadedRules,
  loadRules,
  replayCapture,
} from '../../src/phases/4-run/index.ts';
import type { Figure } from './figures.ts';
import { measure } from './measure.ts';
import { writeRecording } from './recording.ts';

const root = join(import.meta.dirname, '../..');
const falcoRules = join(root, '../shared/suites/falco-rules');
const size = { processes: 240, paths: 6_000, events: 2_000_000 };
const turns = 3;
const ownRules = `- rule: shell
  desc: a shell was started
  condition: evt.type = execve and proc.name = sh
  output: shell %proc.exepath
  priority: NOTICE
`;

const millions = (events: number, seconds: number): string => `${(events / seconds / 1_000_000).toFixed(2)} M`;

/**
 * How many recorded events a second are judged: files, connections and programs of many processes, by Falco's rules where they are at hand; beside sysdig with
 * the conditions of the same rules joined, where it is installed.
 */
export async function replayFigures(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-'));
  try {
    const file = join(folder, 'recording.scap');
    const events = writeRecording(file, size);
    const figures: Figure[] = [];
    for (const rules of await ruleSets()) {
      const name = `replay of ${events} events by ${rules.rules.length} rules, events a second`;
      figures.push({ name, values: await ours(file, rules) });
      figures.push(...(await theirs(file, events, rules)));
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Sets of rules: those of Falco where they are at hand. */
async function ruleSets(): Promise<readonly LoadedRules[]> {
  if (!existsSync(falcoRules)) return [await loadRules([{ name: 'rules', text: ownRules }])];
  const sets = [['falco_rules.yaml'], ['falco_rules.yaml', 'falco-incubating_rules.yaml', 'falco-sandbox_rules.yaml']];
  return Promise.all(
    sets.map((files) => loadRules(files.map((name) => ({ name, text: readFileSync(join(falcoRules, name), 'utf8') })))),
  );
}

/** The best of some turns, by processor time and by the clock: a busy machine makes either longer. */
async function ours(file: string, rules: LoadedRules): Promise<Figure['values']> {
  let [cpu, wall, events] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  for (let turn = 0; turn < turns; turn += 1) {
    const [before, start] = [process.cpuUsage(), performance.now()];
    const source = createReadStream(file, { highWaterMark: 1 << 20 });
    ({ events } = await replayCapture(source, compileRules(rules), { where: file }));
    const { user, system } = process.cpuUsage(before);
    cpu = Math.min(cpu, (user + system) / 1_000_000);
    wall = Math.min(wall, (performance.now() - start) / 1_000);
  }
  return [
    ['by processor time', millions(events, cpu)],
    ['by the clock', millions(events, wall)],
  ];
}

/** The same recording through sysdig. Conditions in fields that it does not know are left out, which makes its work less. */
async function theirs(file: string, events: number, rules: LoadedRules): Promise<readonly Figure[]> {
  if (spawnSync('sysdig', ['--version']).status !== 0) return [];
  const conditions = describeRules(rules)
    .rules.map(({ details }) => String(details.condition_compiled))
    .filter((condition) => spawnSync('sysdig', ['-r', file, '-n', '1', condition]).status === 0);
  const filter = conditions.map((condition) => `(${condition})`).join(' or ');
  let [cpu, wall] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < turns; turn += 1) {
    const cost = await measure({ program: 'sysdig', arguments: ['-r', file, filter] });
    cpu = Math.min(cpu, cost.cpuMilliseconds / 1_000);
    wall = Math.min(wall, cost.wallMilliseconds / 1_000);
  }
  return [
    {
      name: `sysdig with ${conditions.length} of their conditions joined, events a second`,
      values: [
        ['by processor time', millions(events, cpu)],
        ['by the clock', millions(events, wall)],
      ],
    },
  ];
}
