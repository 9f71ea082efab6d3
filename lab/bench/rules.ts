import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CompiledRule,
  captureSight,
  compileRules,
  EventView,
  type LoadedRules,
  loadRules,
  type RuleEngine,
} from '../../src/phases/4-run/index.ts';
import type { Figure } from './figures.ts';

const folder = join(import.meta.dirname, '../../../shared/suites/falco-rules');
const sets: readonly (readonly [name: string, files: readonly string[]])[] = [
  ['stable', ['falco_rules.yaml']],
  ['all', ['falco_rules.yaml', 'falco-incubating_rules.yaml', 'falco-sandbox_rules.yaml']],
];
const events = 200_000;
const turns = 5;

type Fields = Readonly<Record<string, string | number | boolean>>;
type Event = Parameters<RuleEngine['evaluate']>[0];

/** What everyday events look like to rules: values are at hand, so that only the judging is measured. */
const everyday: readonly (readonly [type: string, fields: Fields])[] = [
  [
    'openat',
    { 'evt.is_open_read': true, 'evt.is_open_write': false, 'fd.name': '/usr/lib/libc.so.6', 'fd.typechar': 'f' },
  ],
  ['openat', { 'evt.is_open_read': true, 'evt.is_open_write': false, 'fd.name': '/srv/data/17', 'fd.typechar': 'f' }],
  [
    'openat',
    { 'evt.is_open_read': false, 'evt.is_open_write': true, 'fd.name': '/var/log/app.log', 'fd.typechar': 'f' },
  ],
  ['execve', { 'evt.arg.res': 0, 'proc.exepath': '/usr/bin/tool' }],
  ['connect', { 'fd.typechar': '4', 'fd.sport': 443, 'fd.l4proto': 'tcp', 'evt.rawres': 0 }],
  ['clone', { 'evt.rawres': 7 }],
];
const always: Fields = {
  ...{
    'proc.name': 'tool',
    'proc.pname': 'node',
    'proc.cmdline': 'tool -x',
    'proc.pcmdline': 'node app.js',
    'proc.tty': 0,
  },
  ...{ 'proc.exepath': '/usr/bin/tool', 'user.name': 'app', 'user.uid': 1000, 'container.id': '3f4a', 'fd.num': 5 },
  ...{ 'container.image.repository': 'shop/web', 'evt.dir': '<', 'evt.rawres': 0, 'evt.failed': false, 'evt.num': 1 },
};

function eventOf([type, own]: (typeof everyday)[number]): Event {
  const fields = new Map<string, string | number | boolean>(Object.entries({ ...always, ...own }));
  const get: Event['get'] = (field, argument) => fields.get(argument === undefined ? field : `${field}.${argument}`);
  return { source: 'syscall', time: 0n, type, get };
}

/** How many events a second rules judge: folded, and beside it the conditions one after the other as they are written. */
export async function rulesFigures(): Promise<readonly Figure[]> {
  if (!existsSync(folder)) return [];
  const made = everyday.map(eventOf);
  const figures: Figure[] = [];
  for (const [name, files] of sets) {
    const loaded = await loadRules(
      files.map((file) => ({ name: file, text: readFileSync(join(folder, file), 'utf8') })),
    );
    const engine = compileRules(loaded, { sight: { syscall: captureSight } });
    const [folded, plain] = best([(event) => engine.evaluate(event).length, asWritten(loaded)], made);
    const ratio = `${((folded ?? 0) / (plain ?? 1)).toFixed(2)} of as written`;
    figures.push({
      name: `judging by ${engine.rules.length} rules (${name})`,
      values: [
        ['events/s', Math.round(folded ?? 0).toLocaleString('en')],
        ['speed', ratio],
      ],
    });
  }
  return figures;
}

/** Rules by the type of the event, each asked in turn. */
function asWritten(loaded: LoadedRules): (event: Event) => number {
  const byType = new Map<string | undefined, readonly CompiledRule[]>();
  const compiler = loaded.compilers.get('syscall');
  const view = new EventView();
  return (event) => {
    let rules = byType.get(event.type);
    if (rules === undefined) {
      const { type = '' } = event;
      rules = loaded.rules.filter(
        ({ enabled, source, eventTypes: { names, complement } }) =>
          enabled && source === 'syscall' && names.has(type) !== complement,
      );
      byType.set(event.type, rules);
    }
    compiler?.next();
    const seen = view.of(event);
    return rules.findIndex(({ matches }) => matches(seen));
  };
}

/** Events a second of the best turn of each, in turns. */
function best(judges: readonly ((event: Event) => number)[], made: readonly Event[]): readonly number[] {
  const rates = judges.map(() => 0);
  for (let turn = 0; turn < turns; turn++) {
    for (const [at, judge] of judges.entries()) {
      const start = performance.now();
      for (let index = 0; index < events; index++) judge(made[index % made.length] as Event);
      rates[at] = Math.max(rates[at] ?? 0, events / ((performance.now() - start) / 1_000));
    }
  }
  return rates;
}
