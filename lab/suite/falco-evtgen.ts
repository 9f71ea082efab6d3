import path from 'node:path';
import { containerParts } from '../watch/in-container.ts';
import { type Case, eachCase, textOf } from './cases.ts';
import { onStage, type Stage } from './falco-evtgen/live.ts';
import { type Expected, type Scenario, scenarioOf } from './falco-evtgen/scenario.ts';
import type { Outcome, Suite } from './suite.ts';
import { odd, Tally } from './tally.ts';

interface Wanted {
  readonly id: string;
  readonly group: string;
  readonly scenario: Scenario;
  readonly expected: Expected;
}

/**
 * Scenarios that are performed under a live sensor, each of which must be told by one rule of the stable set, which stands in the folder `falco-rules` beside
 * this one. Needs root, a container runtime, and a kernel that describes its types; where they are missing every case is skipped, and says so.
 */
export const falcoEvtgenSuite: Suite = {
  name: 'falco-evtgen',
  async run(folder, options) {
    const tally = new Tally(options);
    const parts = await containerParts();
    const wanted: Wanted[] = [];
    await eachCase(tally, path.join(folder, 'cases.jsonl'), (line) => {
      const [id, found] = [textOf(line, 'id'), line.case as Case];
      if (!tally.wants(id)) return;
      const group = textOf(found, 'name');
      const why = 'missing' in parts ? parts.missing : notHere(found);
      if (why !== undefined) tally.count(group, id, { why });
      else wanted.push({ id, group, ...scenarioOf(found) });
    });
    if ('missing' in parts || wanted.length === 0) return tally.result();
    const rules = path.join(folder, '..', 'falco-rules', 'falco_rules.yaml');
    const scenarios = wanted.map(({ scenario }) => scenario);
    await onStage({ sensor: parts.sensor, rules }, scenarios, async (stage) => {
      const judge = async ({ id, group, ...one }: Wanted): Promise<void> =>
        tally.count(group, id, await outcome(stage, one).catch(odd));
      // Those that wait first wait together. The others come one after the other, so that each alert is known by its time.
      await Promise.all(wanted.filter(({ scenario }) => scenario.waits).map(judge));
      for (const one of wanted.filter(({ scenario }) => !scenario.waits)) await judge(one);
    });
    return tally.result();
  },
};

/** Why a case is not for this machine. */
function notHere(found: Case): string | undefined {
  const when = found.runIf as { readonly arch?: { readonly op: string; readonly val: string } } | null | undefined;
  if (when?.arch === undefined) return undefined;
  return when.arch.op === 'ne' && process.arch !== when.arch.val ? undefined : `not for ${process.arch}`;
}

async function outcome(stage: Stage, { scenario, expected }: Pick<Wanted, 'scenario' | 'expected'>): Promise<Outcome> {
  await stage.perform(scenario);
  const came = await stage.await(expected);
  if (came === 'came') return undefined;
  const others = came.length === 0 ? 'no alert of that rule' : came.map((alert) => JSON.stringify(alert)).join('; ');
  return { expected: JSON.stringify(expected), actual: others.slice(0, 1_000) };
}
