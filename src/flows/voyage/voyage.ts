import {
  compareEvents,
  defined,
  type OpenQuestion,
  oneDay,
  type Phase,
  phases,
  SeaworthyError,
  type Voyage,
  type VoyageIntegrity,
  voyageSchemaVersion,
} from '../../core/index.ts';
import type { FullRecord, Ledger, VerifyResult } from '../../foundations/ledger/index.ts';
import { kindsWhere } from '../../records/index.ts';
import { notInLedger } from '../ledger/ledger-report.ts';
import { withKnownLedger } from '../ledger/with-ledger.ts';
import { type Session, settingsOf } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { FoldedEvents } from './folded-events.ts';
import { gather, resolve } from './gather.ts';
import type { VoyageFacts } from './question.ts';
import { isRetired } from './questions/after-removal.ts';
import { questions } from './questions/index.ts';
import { tell, tellAltered } from './tell.ts';

export interface VoyageOptions {
  /** Age in milliseconds from which data behind a scan is called old; 5 days when absent. */
  readonly oldAfter?: number;
}

const fiveDays = 5 * oneDay;
/** Problems of the ledger that are told; the rest is counted. */
const mostProblems = 10;
/** Kinds of which only the newest is kept in memory. */
const large = kindsWhere((kind) => kind.large === true);

/**
 * What the ledger knows of an image (by digest, the beginning of it, or a name) along the five phases. Throws `E_TARGET_NOT_FOUND` when it knows nothing, and
 * `E_USAGE` when several digests begin so. A ledger that is damaged is told from as far as it can be read, and `integrity` says so.
 */
export async function voyage(asked: string, given: Settings | Session, options: VoyageOptions = {}): Promise<Voyage> {
  const settings = settingsOf(given);
  const signal = settings.signal === undefined ? {} : { signal: settings.signal };
  const told = await withKnownLedger<Voyage | undefined>(given, undefined, async (ledger) => {
    const checked = await ledger.verifyNew({ time: settings.clock.now().toISOString(), ...signal });
    try {
      const { voyage, isDoubtful } = await follow(ledger, asked, checked, settings, options);
      if (checked.since === undefined || !isDoubtful) return voyage;
    } catch (error) {
      if (checked.since === undefined || !isChainError(error)) throw error;
    }
    // An older record is not as it was written: what else is not shows a check of everything.
    return (await follow(ledger, asked, await ledger.verify(signal), settings, options)).voyage;
  });
  if (told === undefined) throw notInLedger(asked);
  return told;
}

const isChainError = (error: unknown): boolean => error instanceof SeaworthyError && error.code === 'E_LEDGER_CHAIN';

/** The voyage, by what a check of the ledger found; `isDoubtful` when a record of it cannot be believed. Throws `E_LEDGER_CHAIN` for one that the check passed over. */
async function follow(
  ledger: Ledger,
  asked: string,
  checked: VerifyResult,
  settings: Settings,
  options: VoyageOptions,
): Promise<{ readonly voyage: Voyage; readonly isDoubtful: boolean }> {
  const wrong = new Map(
    checked.problems.flatMap(({ sequence, message }) => (sequence === undefined ? [] : [[sequence, message]])),
  );
  const damaged = new Set(wrong.keys());
  const { chosen, others } = await resolve(ledger, asked, damaged);
  const { subject, names } = chosen;
  const { records, untold } = await gather(ledger, chosen, damaged);
  const kept = new Keeper();
  /** The newest of each kind and subject that can be compared with. */
  const understood = new Map<string, FullRecord>();
  const events = new FoldedEvents();
  const vouched = new Set<string>();
  let isDoubtful = false;
  for (const header of records) {
    settings.signal?.throwIfAborted();
    const record = wrong.get(header.sequence) ?? (await read(ledger, header.sequence));
    if (typeof record === 'string') {
      isDoubtful = true;
      events.add([tellAltered(header, subject, record)]);
      continue;
    }
    const before = understood.get(`${record.kind} ${record.subject}`);
    const added = tell(record, subject, { vouched, ...defined({ before }) });
    events.add(added.events, added.repeats);
    if (added.vouches !== undefined) vouched.add(added.vouches);
    kept.add(record);
    if (added.understood) understood.set(`${record.kind} ${record.subject}`, record);
  }
  const known: VoyageFacts = {
    subject,
    now: settings.clock.now(),
    oldAfter: options.oldAfter ?? fiveDays,
    newest: (kind) => kept.newest(kind),
    all: (kind) => kept.all(kind),
  };
  const told = events.all.toSorted(compareEvents);
  const shown = [asked, ...names].filter((name, index, all) => name !== subject && all.indexOf(name) === index);
  const voyage: Voyage = {
    schemaVersion: voyageSchemaVersion,
    tool: { name: 'seaworthy', version: settings.toolVersion },
    created: known.now.toISOString(),
    subject,
    names: shown.filter((name) => names.includes(name)),
    others: others.map((one) => ({ subject: one.subject, last: one.last })),
    integrity: integrityOf(checked),
    phases: phases.map((phase) => ({ phase, events: told.filter((event) => event.phase === phase) })),
    unplaced: told.filter(({ phase }) => phase === undefined),
    untold,
    open: openQuestions(known),
  };
  return { voyage, isDoubtful };
}

/** The record, or why it cannot be believed. */
async function read(ledger: Ledger, sequence: number): Promise<FullRecord | string> {
  try {
    return (await ledger.getLinked(sequence)) ?? 'it is gone';
  } catch (error) {
    if (error instanceof SeaworthyError && ['E_LEDGER', 'E_LEDGER_CHAIN'].includes(error.code)) return error.message;
    throw error;
  }
}

/** Records as they come, oldest first. */
class Keeper {
  readonly #newest = new Map<string, Map<string, FullRecord>>();
  readonly #all = new Map<string, FullRecord[]>();

  add(record: FullRecord): void {
    const { kind, subject } = record;
    const bySubject = this.#newest.get(kind) ?? new Map<string, FullRecord>();
    this.#newest.set(kind, bySubject.set(subject, record));
    if (large.includes(kind)) return;
    const same = this.#all.get(kind) ?? [];
    same.push(record);
    this.#all.set(kind, same);
  }

  newest(kind: string): readonly FullRecord[] {
    return [...(this.#newest.get(kind)?.values() ?? [])];
  }

  all(kind: string): readonly FullRecord[] {
    return large.includes(kind) ? this.newest(kind) : (this.#all.get(kind) ?? []);
  }
}

function integrityOf({ ok, checked, problems, more, since }: VerifyResult): VoyageIntegrity {
  const told = problems.map(({ sequence, message }) =>
    sequence === undefined ? message : `record ${sequence}: ${message}`,
  );
  return {
    ok,
    checked,
    ...defined({ since }),
    problems: told.slice(0, mostProblems),
    more: more + Math.max(0, told.length - mostProblems),
  };
}

const gravity: Readonly<Record<OpenQuestion['outcome'], number>> = { bad: 0, unknown: 1, info: 2 };
const place = (phase: Phase): number => phases.indexOf(phase);

function openQuestions(known: VoyageFacts): readonly OpenQuestion[] {
  if (isRetired(known)) return [];
  return questions
    .flatMap(({ phase, ask }): readonly OpenQuestion[] => {
      try {
        return ask(known);
      } catch (error) {
        if (!(error instanceof SeaworthyError) || error.code !== 'E_LEDGER') throw error;
        return [{ phase, outcome: 'unknown', title: `Something could not be judged: ${error.message}`, details: [] }];
      }
    })
    .sort((a, b) => gravity[a.outcome] - gravity[b.outcome] || place(a.phase) - place(b.phase));
}
