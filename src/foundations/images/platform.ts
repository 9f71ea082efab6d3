import { arch } from 'node:os';
import { defined, formatPlatform, type Platform, SeaworthyError } from '../../core/index.ts';
import type { Descriptor } from './descriptor.ts';

/** Names of processors as Node, uname and others say them, in those of Go (GOARCH), which images use. */
const architectures: ReadonlyMap<string, Platform> = new Map(
  Object.entries({
    x64: { os: '', architecture: 'amd64' },
    x86_64: { os: '', architecture: 'amd64' },
    'x86-64': { os: '', architecture: 'amd64' },
    ia32: { os: '', architecture: '386' },
    i386: { os: '', architecture: '386' },
    aarch64: { os: '', architecture: 'arm64' },
    armhf: { os: '', architecture: 'arm', variant: 'v7' },
    armel: { os: '', architecture: 'arm', variant: 'v6' },
    ppc64: { os: '', architecture: 'ppc64le' },
    loongarch64: { os: '', architecture: 'loong64' },
  }),
);

/**
 * The platform in canonical form: arm64 without `v8`, amd64 without `v1`, arm with `v7` unless told otherwise (containerd's platform
 * specification).
 */
export function normalisePlatform(platform: Platform): Platform {
  const os = platform.os.toLowerCase();
  const lower = platform.architecture.toLowerCase();
  const known = architectures.get(lower);
  const architecture = known?.architecture ?? lower;
  let variant = (platform.variant ?? known?.variant ?? '').toLowerCase();
  if (/^[0-9]/.test(variant)) variant = `v${variant}`;
  if ((architecture === 'arm64' && variant === 'v8') || (architecture === 'amd64' && variant === 'v1')) variant = '';
  if (architecture === 'arm' && variant === '') variant = 'v7';
  return variant === '' ? { os, architecture } : { os, architecture, variant };
}

/** Linux on the processor of this machine. */
export function machinePlatform(): Platform {
  return normalisePlatform({ os: 'linux', architecture: arch() });
}

/** Reads `os/architecture[/variant]`. Throws `E_USAGE`. */
export function parsePlatform(text: string): Platform {
  const match = /^([a-z0-9_]+)\/([a-z0-9_-]+)(?:\/([a-z0-9.]+))?$/i.exec(text);
  const [, os, architecture, variant] = match ?? [];
  if (os === undefined || architecture === undefined) {
    throw new SeaworthyError('E_USAGE', `not a platform: ${JSON.stringify(text.slice(0, 100))}`, {
      next: 'Write it as os/architecture or os/architecture/variant, such as linux/arm64.',
    });
  }
  return normalisePlatform({ os, architecture, ...defined({ variant }) });
}

const defaultVariant = (platform: Platform): string =>
  platform.variant ?? (platform.architecture === 'arm64' ? 'v8' : platform.architecture === 'amd64' ? 'v1' : '');

/** What a processor of this variant can run, the best first: arm v7 runs v6 and v5, amd64 v3 runs v2 and v1. */
function runnable(platform: Platform): readonly string[] {
  const variant = defaultVariant(platform);
  const match = /^v([1-9])$/.exec(variant);
  if (match === null) return [variant];
  const lowest = platform.architecture === 'arm' ? 5 : platform.architecture === 'arm64' ? 8 : 1;
  const highest = Number(match[1]);
  return Array.from({ length: Math.max(highest - lowest + 1, 1) }, (_, step) => `v${highest - step}`);
}

/** How well an image of platform `offered` suits; 0 is exact, larger is a lesser variant, undefined is not at all. */
export function platformFit(offered: Platform, wanted: Platform): number | undefined {
  const [a, b] = [normalisePlatform(offered), normalisePlatform(wanted)];
  if (a.os !== b.os || a.architecture !== b.architecture) return undefined;
  const at = runnable(b).indexOf(defaultVariant(a));
  return at < 0 ? undefined : at;
}

/**
 * Whether a descriptor in an index is an image, as far as it tells: BuildKit lists attestations beside images under the platform `unknown/unknown`, which is
 * that of no node. The annotation with which it marks them counts for nothing: containerd and CRI-O choose by platform, and would run what only bears it.
 */
export function isImageDescriptor(descriptor: Pick<Descriptor, 'platform'>): boolean {
  return !isUnknownPlatform(descriptor.platform);
}

/** Whether it is the platform that stands for none. */
export function isUnknownPlatform(platform: Platform | undefined): boolean {
  return platform?.os === 'unknown' && platform.architecture === 'unknown';
}

/** What a node falls back to where an index has nothing for its own processor (containerd, `platforms.Only`). */
const alsoRuns: Readonly<Record<string, string>> = { amd64: '386', arm64: 'arm' };

/**
 * Whether a node of platform `node` could pull an image that an index lists under `offered`. One that is listed without a platform, or without one of its
 * halves, is anybody's: containerd then goes by the configuration, or takes what is missing for its own, and CRI-O takes such an image when nothing else suits.
 */
export function couldPull(offered: Platform | undefined, node: Platform): boolean {
  if (offered === undefined || offered.os === '' || offered.architecture === '') return true;
  if (platformFit(offered, node) !== undefined) return true;
  const [a, b] = [normalisePlatform(offered), normalisePlatform(node)];
  return a.os === b.os && alsoRuns[b.architecture] === a.architecture;
}

/** The error for a platform that is not there. */
export function platformError(
  wanted: Platform,
  available: readonly (Platform | undefined)[],
  where: string,
): SeaworthyError {
  const list = [
    ...new Set(available.map((platform) => (platform === undefined ? 'not told' : formatPlatform(platform)))),
  ];
  const why = list.length === 0 ? 'it holds no image' : `available: ${list.join(', ')}`;
  return new SeaworthyError('E_PLATFORM', `no variant for ${formatPlatform(wanted)}`, { where, why });
}

/**
 * The image that is alone in an index, where it is to be taken as it is: when nobody said which platform, or when it does not tell its own (its
 * configuration will).
 */
export function soleImage<T extends Pick<Descriptor, 'platform'>>(
  manifests: readonly T[],
  wanted: Platform | undefined,
): T | undefined {
  const images = manifests.filter(isImageDescriptor);
  const [only] = images;
  const isTaken = images.length === 1 && (wanted === undefined || only?.platform === undefined);
  return isTaken ? only : undefined;
}

/** What suits `target` best of those that say what they run on; the first of several that suit alike. */
export function bestFit<T extends Pick<Descriptor, 'platform'>>(images: readonly T[], target: Platform): T | undefined {
  let best: T | undefined;
  let bestFit = Number.POSITIVE_INFINITY;
  for (const image of images) {
    const fit = image.platform === undefined ? undefined : platformFit(image.platform, target);
    if (fit !== undefined && fit < bestFit) [best, bestFit] = [image, fit];
  }
  return best;
}

/**
 * Chooses, by what a list tells of them, what suits `wanted` best, or, when nobody said which, this machine. An image that is alone may be taken as it is
 * (`soleImage`). Throws `E_PLATFORM`, naming those there are.
 */
export function choosePlatform<T extends Pick<Descriptor, 'platform'>>(
  manifests: readonly T[],
  wanted: Platform | undefined,
  where: string,
): T {
  const only = soleImage(manifests, wanted);
  if (only !== undefined) return only;
  const images = manifests.filter(isImageDescriptor);
  const target = wanted ?? machinePlatform();
  const best = bestFit(images, target);
  if (best !== undefined) return best;
  const platforms = images.map((image) => image.platform);
  throw platformError(target, platforms, where);
}

/** Checks the one platform of an image against the one asked for, if any. Throws `E_PLATFORM`. */
export function checkPlatform(offered: Platform, wanted: Platform | undefined, where: string): void {
  if (wanted !== undefined && platformFit(offered, wanted) === undefined) throw platformError(wanted, [offered], where);
}
