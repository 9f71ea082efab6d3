import { join } from 'node:path';
import { systemClock } from '../../src/core/index.ts';
import { offlineSettings, type Settings, voyage } from '../../src/flows/index.ts';
import { type NewRecord, openLedger } from '../../src/foundations/ledger/index.ts';
import { temporaryDirectory } from '../fixtures/index.ts';
import type { Figure } from './figures.ts';
import { median } from './measure.ts';

const records = 100_000;
const images = 1_000;
const clusters = ['north', 'south'];
/** Written between one voyage and the next: a gate goes on deciding. */
const newBetween = 20;
const turns = 15;

const digestOf = (number: number): `sha256:${string}` => `sha256:${number.toString(16).padStart(64, '0')}`;
const nameOf = (image: number): string => `registry.example/team-${image % 50}/app-${image}:1`;

/**
 * How long a voyage takes in a running process over a ledger of 100,000 records, most of them decisions of gates in two clusters: the first, which looks at all
 * of it, and those after, between which the gates go on writing. The bar of the project: 200 ms.
 */
export async function voyageFigures(): Promise<readonly Figure[]> {
  await using folder = await temporaryDirectory();
  const settings = offlineSettings({
    databaseDirectory: join(folder.path, 'database'),
    ledgerDirectory: join(folder.path, 'ledger'),
    clock: systemClock,
    toolVersion: 'bench',
  });
  let next = await write(settings, 0, records);
  const first = await timeOf(settings, 0);
  const times = { usual: [] as number[], busy: [] as number[] };
  for (let turn = 0; turn < turns; turn++) {
    next = await write(settings, next, newBetween);
    times.usual.push(await timeOf(settings, 1 + ((turn * 37) % (images - 1))));
    next = await write(settings, next, newBetween);
    // The image that half of all decisions are about.
    times.busy.push(await timeOf(settings, 0));
  }
  const told = (some: readonly number[]): string =>
    `${Math.round(median(some))} ms (most ${Math.round(Math.max(...some))} ms)`;
  return [
    {
      name: `voyage over ${records.toLocaleString('en')} records, ${newBetween} new ones each time`,
      values: [
        ['of an image with 50 records', told(times.usual)],
        ['of one with 50,000, the newest of them told', told(times.busy)],
        ['the first, which checks everything', `${(first / 1_000).toFixed(1)} s`],
      ],
    },
  ];
}

async function timeOf(settings: Settings, image: number): Promise<number> {
  const start = performance.now();
  const { integrity, phases } = await voyage(nameOf(image), settings);
  const taken = performance.now() - start;
  const details = phases.flatMap(({ events }) => events.flatMap((event) => event.details));
  if (details.includes('this version does not understand it'))
    throw new Error('a record of the bench is not understood');
  if (!integrity.ok) throw new Error('the ledger of the bench is damaged');
  return taken;
}

async function write({ ledgerDirectory = '' }: Settings, from: number, count: number): Promise<number> {
  const ledger = await openLedger(ledgerDirectory);
  try {
    for (let at = from; at < from + count; at += 1_000)
      await ledger.appendAll(
        Array.from({ length: Math.min(1_000, from + count - at) }, (_, index) => recordOf(at + index)),
      );
  } finally {
    await ledger.close();
  }
  return from + count;
}

/** A scanned image now and then, else a decision about a workload that runs one. */
function recordOf(number: number): NewRecord {
  const image = number % 2 === 0 ? 0 : 1 + (Math.floor(number / 2) % (images - 1));
  const [digest, name] = [digestOf(image), nameOf(image)];
  const common = {
    producer: { name: 'bench', version: '1' },
    time: new Date(Date.UTC(2026, 0, 1) + number).toISOString(),
  };
  if (number < 2 * images) {
    const payload = {
      act: 'made',
      predicateType: 'bench',
      signer: { kind: 'key', fingerprint: digestOf(7), algorithm: 'ecdsa' },
      store: 'registry.example',
      manifest: digestOf(number),
      bundle: digestOf(number),
    };
    return {
      ...common,
      subject: digest,
      names: [name, digestOf(1_000_000 + image)],
      kind: 'signature',
      shape: 1,
      payload,
    };
  }
  const cluster = clusters[number % 3 === 0 ? 0 : 1];
  const decision = {
    subject: { kind: 'workload', name: `shop/Deployment/app-${image}` },
    allowed: number % 5 !== 0,
    results: [
      { rule: 'signed', state: 'pass', action: 'enforce', message: `${name}: signed by release`, evidence: [] },
    ],
    warnings: [],
    patches: [],
    inputsDigest: digestOf(number),
    policyDigest: digestOf(9),
  };
  return {
    ...common,
    subject: `workload:${cluster}/shop/Deployment.apps/app-${image}`,
    names: [`shop/Deployment/app-${image}`, `${cluster}/shop/Deployment/app-${image}`, digest, name],
    kind: 'decision',
    shape: 1,
    payload: {
      gate: { name: 'production', digest: digestOf(9) },
      judged: common.time,
      decision,
      facts: { subject: decision.subject, images: [] },
    },
  };
}
