import type { VerifyResult } from '../../../../flows/index.ts';
import { ledger, output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { readCheckpoints } from '../../ledger/read-checkpoints.ts';
import { many } from '../../ledger/subject-text.ts';
import { table } from '../../output/table.ts';

/** Exit code of what is not to be trusted. */
const notTrusted = 4;

export async function run({ endProgress, flows, host, settings, values }: Context): Promise<number> {
  const file = values.value(ledger.checkpoint);
  const checkpoints = file === undefined ? [] : readCheckpoints(file, host.workingFolder);
  const result = await (await flows()).ledgerVerify(checkpoints, settings);
  endProgress();
  await host.out.write(
    values.on(output.json)
      ? `${JSON.stringify(result, null, 2)}\n`
      : verdictText(result, checkpoints.length, host.out.columns),
  );
  return result.ok ? 0 : notTrusted;
}

function verdictText({ ok, checked, problems, more, pruned }: VerifyResult, noted: number, width: number): string {
  const gone =
    pruned === undefined
      ? ''
      : `${many(pruned.records, 'record')} pruned, the last time on ${pruned.time.slice(0, 10)}\n`;
  if (ok) {
    const ends = noted === 0 ? '' : `${many(noted, 'end')} that ${noted === 1 ? 'was' : 'were'} noted: as noted\n`;
    return `ok: ${many(checked, 'record')}, as written and none missing\n${ends}${gone}`;
  }
  const rows = problems.map(({ sequence, kind, message }) => [String(sequence ?? ''), kind, message]);
  const rest = more === 0 ? '' : `and ${many(more, 'more problem')}\n`;
  const head = `NOT AS WRITTEN: ${many(problems.length + more, 'problem')} in ${many(checked, 'record')}\n`;
  const list = table([{ head: '#', right: true }, { head: 'PROBLEM' }, { head: 'WHAT', keeps: 'start' }], rows, width);
  return `${head}\n${list}${rest}${gone}`;
}
