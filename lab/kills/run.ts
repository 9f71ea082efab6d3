import { parseArgs } from 'node:util';
import { inTemporaryDirectory } from '../fixtures/index.ts';
import { changing, killAt } from './kills.ts';

/*
 * `node lab/kills/run.ts [--moments N] [--only COMMAND]`: kills `db update`, `db pull` and `db import` at N moments (50) each, and looks at every row after each.
 * Exit code 1 when a database was found in a mixture of states.
 */
const { values } = parseArgs({
  options: { moments: { type: 'string', default: '50' }, only: { type: 'string', default: '' } },
});
for (const command of changing.filter((one) => one.includes(values.only))) {
  try {
    const result = await inTemporaryDirectory((folder) => killAt(Number(values.moments), command, folder));
    process.stdout.write(
      `db ${command}: killed ${result.killed} times; partitions found old ${result.old}, new ${result.new}, mixed 0\n`,
    );
  } catch (error) {
    process.stdout.write(`db ${command}: ${String(error)}\n`);
    process.exitCode = 1;
  }
}
