import { SeaworthyError } from '../../../core/index.ts';
import { output, run as runFlags } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import { type Destination, destinations } from './destinations.ts';

/** Where a watch or a replay writes its report, and whether alerts are printed as they come. */
export interface RunOutput {
  readonly to: readonly Destination[];
  readonly alerts: boolean;
}

/**
 * What `-o` means beside alerts: a report that is printed takes their place, one in a file stands beside them. Only the command line asks for one: a setting
 * for all commands would silence the alerts. Throws `E_USAGE`, also without rules, for then a report would be empty whatever happened.
 */
export async function runOutput(context: Context): Promise<RunOutput> {
  const { values } = context;
  const asked = values.all.find(({ flag }) => flag === output.output)?.origin === 'flag';
  if (!asked) return { to: [], alerts: true };
  if (values.list(runFlags.rules).length === 0)
    throw new SeaworthyError('E_USAGE', 'a report tells what rules found, and there are none', {
      next: 'Name rules files with `--rules`.',
    });
  const to = await destinations(context, 'table');
  const isPrinted = to.some(({ file }) => file === undefined);
  if (isPrinted && values.on(output.json))
    throw new SeaworthyError('E_USAGE', 'alerts and a report cannot both go to standard output', {
      next: 'Name a file for the report: -o FORMAT=FILE.',
    });
  return { to, alerts: !isPrinted };
}
