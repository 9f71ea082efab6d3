import { count } from '../../core/index.ts';
import type { LedgerVerdict } from '../../flows/index.ts';
import { table } from '../terminal/table.ts';

/** Whether the ledger is as it was written, and how far that is proof, for people. */
export function chainText(verdict: LedgerVerdict, width: number): string {
  const { ok, checked, problems, more, pruned } = verdict;
  const gone =
    pruned === undefined
      ? ''
      : `${count(pruned.records, 'record')} pruned, the last time on ${pruned.time.slice(0, 10)}\n`;
  if (ok) return `ok: ${count(checked, 'record')}, the chain is whole\n${gone}${reachText(verdict)}`;
  const rows = problems.map(({ sequence, kind, message }) => [String(sequence ?? ''), kind, message]);
  const rest = more === 0 ? '' : `and ${count(more, 'more problem')}\n`;
  const head = `NOT AS WRITTEN: ${count(problems.length + more, 'problem')} in ${count(checked, 'record')}\n`;
  const list = table([{ head: '#', right: true }, { head: 'PROBLEM' }, { head: 'WHAT', keeps: 'start' }], rows, width);
  return `${head}\n${list}${rest}${gone}`;
}

/** How far the chain is more than the word of whoever can write to the file. */
function reachText({ noted }: LedgerVerdict): string {
  if (noted === undefined)
    return 'No proof against whoever can write to the ledger: they can make the chain\nanew. Note its end elsewhere, or sign it:\n`seaworthy ledger checkpoint --key FILE`.\n';
  const { ends, pruned, sequence, after, signed } = noted;
  const how =
    signed === undefined
      ? `as noted (${count(ends, 'end')}, no signature checked)`
      : `as signed at ${signed.time.slice(0, 16).replace('T', ' ')} by the key\n${signed.key.kind === 'key' ? signed.key.fingerprint : ''}`;
  const rest = after === 0 ? '' : `${count(after, 'record')} after that: only the chain speaks of them\n`;
  const old = pruned === 0 ? '' : `${count(pruned, 'older end')} of records that were pruned since: not compared\n`;
  return `up to record ${sequence}: ${how}\n${rest}${old}`;
}
