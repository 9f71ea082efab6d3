import { createHash } from 'node:crypto';
import { type Distribution, defined, type Inventory } from '../../../core/index.ts';
import type { OpenedImage } from '../../../foundations/images/index.ts';
import { detectDistribution } from '../distributions/index.ts';
import type { LocatedSecret } from '../secrets/index.ts';
import type { Examined, InventoryOptions } from './examination.ts';
import type { ImageFiles } from './image-files.ts';
import { extractorVersion, secretsVersion } from './taker.ts';

/** Set by the build: a digest over the sources of this very program. */
declare const SEAWORTHY_BUILD: string | undefined;

/** Characters of a kept inventory: larger ones are joined anew. */
const mostKept = 64 * 1024 * 1024;

/** Files that tell the distribution, by path: whether it is past its end of life is a question of today, and asked anew. */
export type DistributionBodies = ReadonlyMap<string, Uint8Array>;

interface Kept {
  readonly inventory: Omit<Inventory, 'subject' | 'distribution'>;
  readonly distribution: Distribution | undefined;
  readonly secrets: readonly LocatedSecret[];
  readonly files?: ImageFiles;
  readonly bodies: readonly (readonly [path: string, base64: string])[];
}

/**
 * Names everything that an examination depends on besides the time: the program, the layers with what the image claims of them, who reads them, the
 * bounds. Nothing when it may not be kept: a layer that may change, or sources that run as they are and have no digest.
 */
export function inventoryKey(image: OpenedImage, options: InventoryOptions): string | undefined {
  const program = options.program ?? (typeof SEAWORTHY_BUILD === 'string' ? SEAWORTHY_BUILD : undefined);
  if (program === undefined || image.subject.kind !== 'image' || !image.layers.every(({ immutable }) => immutable))
    return undefined;
  const { extractors, limits, secrets, selection = {} } = options;
  const readers = extractors.map((one) => [one.id, extractorVersion(one)]);
  const seeker = secrets ? [secrets.id, secretsVersion(secrets)] : [];
  const layers = image.layers.map(({ ref, diffId }) => [ref, diffId ?? '']);
  const { user, env, entrypoint, command, workingDirectory } = image.config ?? {};
  const run = [user, env, entrypoint, command, workingDirectory];
  return createHash('sha256')
    .update(JSON.stringify([program, layers, readers, seeker, limits, selection, run]))
    .digest('hex');
}

/** The text to keep; nothing where something could not be read, which the next look may be able to. */
export function keptText({ inventory, secrets, files }: Examined, bodies: DistributionBodies): string | undefined {
  const { subject: _named, distribution, ...rest } = inventory;
  if (rest.coverage.problems.some(({ incomplete }) => incomplete)) return undefined;
  const kept: Kept = {
    inventory: rest,
    distribution,
    secrets,
    ...defined({ files }),
    bodies: [...bodies].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]),
  };
  const text = JSON.stringify(kept);
  return text.length > mostKept ? undefined : text;
}

/** What was kept, of the image as it is named now; nothing where the text is damaged, or where today the distribution would be told otherwise. */
export function readKept(text: string, { subject }: OpenedImage, now: Date): Examined | undefined {
  let kept: Kept;
  try {
    kept = JSON.parse(text) as Kept;
  } catch {
    return undefined;
  }
  const bodies = new Map(kept.bodies.map(([path, base64]) => [path, Buffer.from(base64, 'base64')]));
  const today = detectDistribution((path) => bodies.get(path), now, bodies.keys());
  if (JSON.stringify(today) !== JSON.stringify(kept.distribution)) return undefined;
  return {
    inventory: { subject, ...(today ? { distribution: today } : {}), ...kept.inventory },
    secrets: kept.secrets,
    ...defined({ files: kept.files }),
  };
}
