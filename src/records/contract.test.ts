import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../lab/fixtures/index.ts';
import { phases, SeaworthyError } from '../core/index.ts';
import { type FullRecord, openLedger } from '../foundations/ledger/index.ts';
import { recordKind, recordKinds } from './list.ts';
import { asRecord, readRecord } from './read-record.ts';
import type { RecordKind } from './record-kind.ts';
import type { Made, Members, Shape } from './shape.ts';

/* What every kind of record promises, tried on its own example. */

interface Examples {
  readonly example: unknown;
  /** Of its other forms. */
  readonly others?: readonly unknown[];
}

const examplesOf = async ({ name }: RecordKind): Promise<readonly unknown[]> => {
  const { example, others = [] }: Examples = await import(`./${name}/example.ts`);
  return [example, ...others];
};

/** Folders that hold no kind. */
const helpers: readonly string[] = ['shapes', 'testing'];

const recordOf = ({ name, shape }: RecordKind, payload: unknown): FullRecord =>
  ({ sequence: 1, kind: name, shape, names: [], data: [], subject: 'host:a', payload }) as unknown as FullRecord;

/** Undefined when it is read, else the code; anything but an error of ours fails the test. */
function refusal(kind: RecordKind, record: FullRecord, what: string): string | undefined {
  try {
    readRecord(kind, record);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof SeaworthyError, `${kind.name}: ${what}: ${String(error)}`);
    return error.code;
  }
}

test('every kind has a folder of its name, and every folder a kind in the list', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !helpers.includes(entry.name))
    .map(({ name }) => name);
  assert.deepEqual(
    recordKinds.map(({ name }) => name).toSorted(),
    folders.toSorted(),
    'a kind is a folder beside the others and a line in list.ts',
  );
});

for (const kind of recordKinds) {
  test(`${kind.name}: says what it is`, () => {
    assert.equal(recordKind(kind.name), kind);
    assert.match(kind.name, /^[a-z][a-z-]*$/);
    assert.match(kind.says, /^[A-Z].*\.$/);
    assert.ok(kind.phase === undefined || phases.includes(kind.phase));
    assert.ok(Number.isSafeInteger(kind.shape) && kind.shape >= 1);
  });

  test(`${kind.name}: its example is read as it was written, and told`, () =>
    inTemporaryDirectory(async (folder) => {
      const producer = { name: 'seaworthy', version: '1' };
      const ledger = await openLedger(folder);
      try {
        for (const example of await examplesOf(kind)) {
          const draft = { subject: 'host:a', producer, time: '2026-03-01T12:00:00.000Z', ...asRecord(kind, example) };
          // Only a ledger itself writes that it was pruned.
          const record = kind.name === 'prune' ? recordOf(kind, example) : await written(draft);
          const payload = readRecord(kind, record);
          assert.deepEqual(payload, example);
          const told = kind.tell(payload, { record, subject: 'host:a', before: { sequence: 1, payload } });
          assert.ok(told.length > 0);
          for (const { title, details } of told)
            for (const line of [title, ...details]) assert.doesNotMatch(line, /undefined|\[object|NaN|^$/, line);
          for (const [, value] of kind.facts?.(payload) ?? []) assert.equal(typeof value, 'string');
        }
      } finally {
        await ledger.close();
      }
      async function written(draft: Parameters<typeof ledger.append>[0]): Promise<FullRecord> {
        const { sequence } = await ledger.append(draft);
        const record = await ledger.get(sequence);
        assert.ok(record !== undefined);
        return record;
      }
    }));

  test(`${kind.name}: a member that is of another type is refused, one that is gone too unless it may be absent`, async () => {
    for (const example of await examplesOf(kind)) {
      let refused = 0;
      for (const { path, shape, inMap } of placesIn(example, kind.payload)) {
        if (isAnything(shape)) continue;
        const what = JSON.stringify(path);
        for (const other of othersThan(at(example, path))) {
          if (other === null && shape?.made.of === 'nullable') continue;
          const code = refusal(
            kind,
            recordOf(
              kind,
              changed(example, path, () => other),
            ),
            what,
          );
          assert.equal(code, 'E_LEDGER', `${kind.name}: ${what} = ${JSON.stringify(other)} is believed`);
          refused++;
        }
        // Of a list or a map anything may be gone; a kind that checks in its own way says itself what it needs.
        if (path.length === 0 || inMap || shape === undefined) continue;
        const gone = refusal(
          kind,
          recordOf(
            kind,
            changed(example, path, () => undefined),
          ),
          what,
        );
        const mayLack = shape?.made.of === 'optional' || isLater(kind, path);
        assert.equal(gone, mayLack ? undefined : 'E_LEDGER', `${kind.name}: without ${what}`);
      }
      assert.ok(refused >= 5, 'nothing was damaged');
    }
  });

  test(`${kind.name}: another kind, a newer shape and no payload at all are refused`, async () => {
    const [example] = await examplesOf(kind);
    const record = recordOf(kind, example);
    assert.equal(refusal(kind, { ...record, kind: 'of-tomorrow' }, 'kind'), 'E_LEDGER');
    assert.equal(refusal(kind, { ...record, shape: kind.shape + 1 }, 'shape'), 'E_LEDGER');
    assert.equal(refusal(kind, { ...record, shape: 0 }, 'shape'), 'E_LEDGER');
    for (const payload of [undefined, null, 0, '', [], {}, [[]], { __proto__: null }, JSON.parse('{"__proto__":{}}')])
      assert.equal(refusal(kind, recordOf(kind, payload), JSON.stringify(payload)), 'E_LEDGER');
  });
}

type Path = readonly (string | number)[];

interface Place {
  readonly path: Path;
  readonly shape: Shape<unknown> | undefined;
  /** It is one of a list or a map. */
  readonly inMap: boolean;
}

/** Anything goes, where it is there at all. */
const isAnything = (shape: Shape<unknown> | undefined): boolean =>
  shape?.made.of === 'anything' || (shape?.made.of === 'optional' && isAnything(shape.made.shape));

/** Every place in a value, with what must stand there. */
function placesIn(value: unknown, shape: Shape<unknown> | undefined, path: Path = [], inMap = false): readonly Place[] {
  const own: Place = { path, shape, inMap };
  if (isAnything(shape) || typeof value !== 'object' || value === null) return [own];
  const isList = Array.isArray(value);
  const below = Object.entries(value).flatMap(([name, one]) => {
    const { of, shape: under } = inner(shape, value, name);
    return placesIn(one, under, [...path, isList ? Number(name) : name], of === 'list' || of === 'map');
  });
  return [own, ...below];
}

/** What must stand under a name or number, and in what; undefined where a kind checks in its own way. */
function inner(
  shape: Shape<unknown> | undefined,
  value: unknown,
  name: string,
): { readonly of?: Made['of']; readonly shape: Shape<unknown> | undefined } {
  const made = shape?.made;
  switch (made?.of) {
    case 'optional':
    case 'nullable':
      return inner(made.shape, value, name);
    case 'choice':
      return inner(made.choose(value), value, name);
    case 'list':
    case 'map':
      return { of: made.of, shape: made.each };
    case 'members':
      return { of: made.of, shape: made.members[name] };
    default:
      return { shape: undefined };
  }
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((one, name) => (one as Members)[name as string], value);

/** A copy with another value in one place; without the member where that is undefined. */
function changed(value: unknown, [name, ...rest]: Path, change: () => unknown): unknown {
  if (name === undefined) return change();
  const copy = structuredClone(value) as Record<string, unknown>;
  const other = changed(copy[name], rest, change);
  if (other === undefined) delete copy[name];
  else copy[name] = other;
  return copy;
}

/** Values of every type but its own. */
const othersThan = (value: unknown): readonly unknown[] =>
  [null, true, 7, 'something else', [7], { other: 7 }].filter((other) => typeOf(other) !== typeOf(value));

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);

/** What was not told from the beginning: `fill` puts it in. */
const later: readonly RegExp[] = [
  /(^|\.)coverage\.(unidentified|lookedFor)$/,
  /^facts\.images\..*\bscan\.value\.(lookedFor|unjudged|unidentified)$/,
  /^decision\.results\.\d+\.check$/,
];

const isLater = ({ fill }: RecordKind, path: Path): boolean =>
  fill !== undefined && later.some((places) => places.test(path.join('.')));
