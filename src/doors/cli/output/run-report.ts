import { SeaworthyError } from '../../../core/index.ts';
import { output, run as runFlags } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import { type Destination, destinations } from './destinations.ts';

/** Where a watch or a replay writes its report, and in which form alerts are printed as they come; undefined: not at all. */
export interface RunOutput {
  readonly to: readonly Destination[];
  readonly alerts: 'text' | 'json' | undefined;
}

/**
 * What `-o` means beside alerts: `text` and `jsonl` are forms of the alerts, any other is a report. One that is printed takes their place, one in a file
 * stands beside them. Only the command line asks: a setting for all commands would silence the alerts. Throws `E_USAGE`, also for a report without rules,
 * for then it would be empty whatever happened.
 */
export async function runOutput(context: Context): Promise<RunOutput> {
  const { command, values } = context;
  const isAsked = values.all.find(({ flag }) => flag === output.output)?.origin === 'flag';
  const specs = isAsked ? values.list(output.output) : [];
  const isOfAlerts = (format: string): boolean => command.results?.some((own) => own === format) === true;
  const ofAlerts = specs.filter(({ format }) => isOfAlerts(format));
  for (const { format, file } of ofAlerts)
    if (file !== undefined)
      throw new SeaworthyError('E_USAGE', 'alerts are printed as they come, and written to no file', {
        where: file,
        next: `Redirect standard output: -o ${format} > FILE.`,
      });
  const forms = new Set([...ofAlerts.map(({ format }) => format), ...(values.on(output.json) ? ['jsonl'] : [])]);
  if (forms.size > 1) throw new SeaworthyError('E_USAGE', 'alerts can be printed in one form only, text or jsonl');
  const alerts = forms.has('jsonl') ? 'json' : 'text';
  if (specs.length === ofAlerts.length) return { to: [], alerts };
  if (values.list(runFlags.rules).length === 0)
    throw new SeaworthyError('E_USAGE', 'a report tells what rules found, and there are none', {
      next: 'Name rules files with `--rules`.',
    });
  const to = await destinations(context, 'table');
  const isPrinted = to.some((one) => one.file === undefined);
  if (isPrinted && forms.size > 0)
    throw new SeaworthyError('E_USAGE', 'alerts and a report cannot both go to standard output', {
      next: 'Name a file for the report: -o FORMAT=FILE.',
    });
  return { to, alerts: isPrinted ? undefined : alerts };
}
