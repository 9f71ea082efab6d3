import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lint, offlineSettings } from '../../src/flows/index.ts';
import { historyChecks, imageChecks } from '../../src/phases/1-build/checks/index.ts';
import { reportFormats } from '../../src/report/index.ts';
import { inTemporaryDirectory } from '../fixtures/index.ts';
import { type Case, eachCase, listOf, textOf } from './cases.ts';
import type { Outcome, Suite } from './suite.ts';
import { Tally } from './tally.ts';

const known = new Set([...imageChecks, ...historyChecks].flatMap(({ aliases }) => aliases));
const settings = offlineSettings({
  databaseDirectory: '/nowhere',
  toolVersion: 'suite',
  checks: { enable: ['all'] },
});
const json = reportFormats.find(({ id }) => id === 'json');

/** The names in other tools of each finding that `lint -o json` tells of a configuration in a file. */
async function toldOf(config: unknown): Promise<readonly (readonly string[])[]> {
  return inTemporaryDirectory(async (folder) => {
    const file = path.join(folder, 'config.json');
    await writeFile(file, JSON.stringify(config));
    const written = await json?.write(await lint([file], settings), { color: false, width: 80 });
    return listOf(JSON.parse(written ?? '{}') as Case, 'findings').map(({ aliases }) => aliases as readonly string[]);
  });
}

const missing = (rules: readonly string[]): Outcome => {
  const none = rules.find((rule) => !known.has(rule));
  return none === undefined ? undefined : { why: `no check for ${none} yet` };
};

async function judgeConfig(line: Case): Promise<Outcome> {
  const rules = new Set(line.rules as readonly string[]);
  const none = missing([...rules]);
  if (none !== undefined) return none;
  const told = (await toldOf(line.config)).flatMap((aliases) => aliases.filter((alias) => rules.has(alias)));
  const [expected, actual] = [line.expect as readonly string[], told].map((ids) => [...ids].sort().join(', '));
  return actual === expected ? undefined : { expected: String(expected), actual: String(actual) };
}

/** One step upon a base whose files were the first to be added. */
async function judgeStep(line: Case): Promise<Outcome> {
  const rule = textOf(line, 'rule');
  if (rule === 'split') return { why: 'steps are read as a shell reads them, and not divided at white space and &&' };
  const none = missing([rule]);
  if (none !== undefined) return none;
  const words = line.commands as readonly (readonly string[])[] | undefined;
  const step = words === undefined ? textOf(line, 'createdBy') : words.map((one) => one.join(' ')).join(' && ');
  const config = {
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [] },
    history: [{ created_by: '/bin/sh -c #(nop) ADD file:0123 in / ' }, { created_by: step }],
  };
  const [expected, actual] = [line.expect === true, (await toldOf(config)).some((names) => names.includes(rule))];
  return actual === expected ? undefined : { expected: String(expected), actual: String(actual) };
}

/** Image configurations by Dockle's points, each found through the aliases of our checks. */
export const imageConfigSuite: Suite = {
  name: 'image-config',
  async run(folder, options) {
    const tally = new Tally(options);
    await eachCase(tally, path.join(folder, 'configs.jsonl'), (line) =>
      tally.judge('configurations', textOf(line, 'id'), () => judgeConfig(line)),
    );
    await eachCase(tally, path.join(folder, 'commands.jsonl'), (line) =>
      tally.judge('steps', textOf(line, 'id'), () => judgeStep(line)),
    );
    return tally.result();
  },
};
