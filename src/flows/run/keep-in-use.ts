import { type Digest, defined, isDigest } from '../../core/index.ts';
import type { Ledger, SubjectSummary } from '../../foundations/ledger/index.ts';
import { inUseEvidence, packagesInUse, type TouchedContainer } from '../../phases/4-run/index.ts';
import {
  asRecord,
  type InUseEvidence,
  inUseKind,
  inventoryKind,
  readInventory,
  readScan,
  scanKind,
} from '../../records/index.ts';
import { producerOf } from '../ledger/record-scan.ts';
import { withKnownLedger } from '../ledger/with-ledger.ts';
import type { Settings } from '../settings.ts';

/** What was learnt about the use of one image. */
export interface ImageInUse {
  /** Key of the subject in the ledger: the digest of the image. */
  readonly subject: string;
  readonly name: string;
  readonly evidence: InUseEvidence;
}

/** An image of which only the digest is known: what is found in its containers can be kept, what is in use cannot be told. */
export interface UnscannedImage {
  readonly subject: Digest;
  readonly name?: string;
  readonly containers: readonly string[];
}

/** Images whose use was seen, and containers whose image is not known here. */
export interface UseOfImages {
  readonly images: readonly ImageInUse[];
  readonly unscanned: readonly UnscannedImage[];
  /** One sentence each. */
  readonly notes: readonly string[];
}

type Seen = Parameters<typeof inUseEvidence>[2];

/**
 * Which packages of which images were in use: the files of each container against the inventory that the ledger holds of its image. `image` says which
 * image it was where the recording does not. Keeps what it learnt as `in-use` evidence unless the settings say otherwise.
 */
export async function keepInUse(
  containers: readonly TouchedContainer[],
  seen: Seen,
  image: string | undefined,
  settings: Settings,
): Promise<UseOfImages> {
  if (settings.ledgerDirectory === undefined) return { images: [], unscanned: [], notes: [] };
  const none: UseOfImages = {
    images: [],
    unscanned: unscannedOf(containers),
    notes: ['there is no ledger yet: scan the image first, then its use can be told'],
  };
  return withKnownLedger(settings, none, async (ledger) => {
    const notes: string[] = [];
    const byImage = new Map<string, { readonly subject: SubjectSummary; readonly containers: TouchedContainer[] }>();
    // Where containers were recorded beside the host, the host's files are not the image's.
    const hasContainers = containers.some(({ id }) => id !== '');
    for (const container of containers) {
      if (container.id === '' && hasContainers) continue;
      const names = image === undefined ? namesOf(container) : [image];
      const subject = await subjectOf(ledger, names);
      if (!subject) {
        if (container.id !== '')
          notes.push(
            `no inventory of ${names[0] ?? 'its image'} (container ${container.id}) in the ledger: scan it first`,
          );
        continue;
      }
      const same = byImage.get(subject.subject) ?? { subject, containers: [] };
      same.containers.push(container);
      byImage.set(subject.subject, same);
    }
    const known = new Set([...byImage.values()].flatMap(({ containers: own }) => own.map(({ id }) => id)));
    const unscanned = unscannedOf(containers.filter(({ id }) => !known.has(id)));
    const images: ImageInUse[] = [];
    for (const { subject, containers: own } of byImage.values()) {
      const record = await ledger.latest(subject.subject, inventoryKind.name);
      if (!record) continue;
      const paths = own.flatMap((container) => container.paths);
      const evidence = inUseEvidence(own, packagesInUse(readInventory(record), paths), seen);
      images.push({ subject: subject.subject, name: subject.names[0] ?? subject.subject, evidence });
    }
    if (settings.record !== false) await append(ledger, images, settings);
    return { images, unscanned, notes };
  });
}

/** Containers by the digest of their image, where an engine tells it. */
function unscannedOf(containers: readonly TouchedContainer[]): readonly UnscannedImage[] {
  const told = containers.filter(
    ({ id, imageDigest }) => id !== '' && imageDigest !== undefined && isDigest(imageDigest),
  );
  return [...Map.groupBy(told, ({ imageDigest }) => imageDigest ?? '')].flatMap(([subject, own]) =>
    isDigest(subject)
      ? [
          {
            subject,
            containers: own.map(({ id }) => id),
            ...defined({ name: own.find(({ image }) => image !== undefined)?.image }),
          },
        ]
      : [],
  );
}

async function append(ledger: Ledger, images: readonly ImageInUse[], settings: Settings): Promise<void> {
  const common = { producer: producerOf(settings), time: settings.clock.now().toISOString() };
  await ledger.appendAll(
    images.map(({ subject, evidence }) => ({ ...common, subject, ...asRecord(inUseKind, evidence) })),
  );
}

/** What a recording calls the image of a container, the surest first. */
function namesOf({ imageDigest, imageId, image }: TouchedContainer): readonly string[] {
  const digests = [imageDigest, imageId].map((text) =>
    text === undefined || text.includes(':') ? text : `sha256:${text}`,
  );
  return [...digests, image].filter((name): name is string => name !== undefined && name !== '');
}

/** Most subjects, and most records, that one name is looked up in. */
const mostSubjects = 50;
const mostRecords = 200;

/**
 * The image that one of the names stands for, with an inventory in the ledger. Pods that were judged have the names and digests of their images too, so
 * a name alone is not enough.
 */
async function subjectOf(ledger: Ledger, names: readonly string[]): Promise<SubjectSummary | undefined> {
  for (const name of names) {
    const found = await ledger.subjects(name, mostSubjects);
    const begun = found.filter(({ subject }) => isDigest(subject));
    const candidates = [
      found.find(({ subject }) => subject === name)?.subject,
      await lastLookedAt(ledger, name),
      begun.length === 1 ? begun[0]?.subject : undefined,
    ];
    for (const candidate of candidates)
      if (candidate !== undefined && (await ledger.latest(candidate, inventoryKind.name)) !== undefined)
        return found.find(({ subject }) => subject === candidate) ?? (await ledger.subjects(candidate, 1))[0];
  }
  return undefined;
}

/** What was last looked at under a name. Judging again comes later, to images that may have lost it. */
async function lastLookedAt(ledger: Ledger, name: string): Promise<string | undefined> {
  const { records } = await ledger.list({ name, kinds: [inventoryKind.name, scanKind.name], limit: mostRecords });
  for (const { kind, names, sequence, subject } of records) {
    if (!names.includes(name)) continue;
    if (kind === inventoryKind.name) return subject;
    const record = await ledger.get(sequence);
    if (record !== undefined && readScan(record).basis === 'image') return subject;
  }
  return undefined;
}
