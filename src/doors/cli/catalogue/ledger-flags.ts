import { envName, type ListFlag, type ValueFlag } from './flag.ts';
import { type Moment, moment } from './moment.ts';
import { never } from './project.ts';
import { recordKindNames } from './record-kind-names.ts';
import { choice, count, text } from './value-types.ts';

export const ledger: ValueFlag<string> = {
  form: 'value',
  name: 'ledger',
  category: 'ledger',
  type: text('DIR', 'directory'),
  help: 'Folder of the ledger',
  details:
    'Where evidence is kept: what was scanned, judged, signed, decided. Made when something is recorded for the first time, for your eyes only. Several programs may use it at once.',
  defaultMeans: '$XDG_DATA_HOME/seaworthy/ledger, else ~/.local/share/seaworthy/ledger',
  env: envName('ledger'),
  config: 'ledger',
  project: never.places,
};

export const record: ValueFlag<'on' | 'off'> = {
  form: 'value',
  name: 'record',
  category: 'ledger',
  type: choice('on|off', ['on', 'off']),
  default: 'on',
  negation: 'off',
  help: 'Keep the result in the ledger',
  details:
    'A later phase reads what this one has seen: gates ask for a fresh scan, `rejudge` judges the inventory again by newer data. `off` (or `--no-record`) keeps nothing. That something could not be recorded is told in the report, and does not take the result from you.',
  env: envName('record'),
  config: 'record',
  project: never.places,
};

export const kind: ListFlag<string> = {
  form: 'list',
  name: 'kind',
  category: 'ledger',
  common: true,
  type: choice('KIND', recordKindNames),
  separator: ',',
  help: 'Only records of this kind',
  details: `May be given several times. The kinds are ${recordKindNames.join(', ')}.`,
  defaultMeans: 'every kind',
};

export const since: ValueFlag<Moment> = {
  form: 'value',
  name: 'since',
  category: 'ledger',
  common: true,
  type: moment,
  help: 'Only records from this time on',
  details:
    'A date (`2026-01-31`), a time in UTC (`2026-01-31T12:00:00Z`), or so long ago (`24h`, `30d`). It is the time at which something was seen or judged.',
};

export const before: ValueFlag<number> = {
  form: 'value',
  name: 'before',
  category: 'ledger',
  common: true,
  type: count('NUMBER', 1),
  help: 'Only records before the one with this number: the next page',
  details: 'The list is newest first; where there is more, the command for the next page is told.',
};

/** Rows of one list that the ledger gives at once. */
export const maxRows = 999;

export const limit: ValueFlag<number> = {
  form: 'value',
  name: 'limit',
  category: 'ledger',
  common: true,
  type: {
    ...count('N', 1),
    schema: { type: 'integer', minimum: 1, maximum: maxRows },
    parse(given) {
      const rows = count('N', 1).parse(given);
      if (rows > maxRows) throw new Error(`a whole number from 1 to ${maxRows}`);
      return rows;
    },
  },
  default: '50',
  help: 'At most so many rows',
  details: `Up to ${maxRows}. \`--before\` gives the next page.`,
};

export const to: ValueFlag<string> = {
  form: 'value',
  name: 'to',
  category: 'output',
  common: true,
  type: text('FILE', 'file'),
  help: 'Write to this file instead of standard output',
  details: 'The file is written whole or not at all.',
};

export const checkpoint: ValueFlag<string> = {
  form: 'value',
  name: 'checkpoint',
  category: 'ledger',
  common: true,
  type: text('FILE', 'file'),
  help: 'Also check against ends of the ledger that were noted in this file',
  details:
    'One or more lines as `seaworthy ledger checkpoint` prints them, plain or signed. Without it those that were signed and kept beside the ledger count. The chain alone cannot show that its newest records were cut off and others written in their place by somebody who can write to the file; an end that was noted elsewhere can.',
};

export const keepLast: ValueFlag<number> = {
  form: 'value',
  name: 'keep-last',
  category: 'ledger',
  common: true,
  type: count('N', 0),
  help: 'The newest N stay, whatever their age',
  details:
    '`ledger prune`: of each subject and kind; with `--older-than` a record goes only when both say so. `retire plan`: images that have a tag, of each repository.',
  defaultMeans: '1; for images 5',
};

export const olderThan: ValueFlag<Moment> = {
  form: 'value',
  name: 'older-than',
  category: 'ledger',
  common: true,
  type: moment,
  help: 'Only records from before this time go',
  details: 'A date (`2026-01-31`), a time in UTC (`2026-01-31T12:00:00Z`), or so long ago (`180d`).',
  defaultMeans: 'whatever their age',
};
