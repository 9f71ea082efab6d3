import { emptyCoverage, joinCoverage, type Problem } from '../core/index.ts';
import type { ImageConfig } from '../foundations/images/index.ts';
import {
  type Examined,
  examineImage,
  extractors,
  type LocatedSecret,
  openLayerCache,
  type SecretScanner,
  scanImageConfig,
} from '../phases/build/index.ts';
import { openImage } from './open-image.ts';
import type { Settings } from './settings.ts';

/** Opens the target and reads its layers, each at most once ever; with a scanner also for secrets, those of the configuration included. */
export async function examine(target: string, settings: Settings, secrets?: SecretScanner): Promise<Examined> {
  const image = await openImage(target, settings);
  const now = settings.clock.now();
  const cache = settings.cacheDirectory === undefined ? undefined : openLayerCache(settings.cacheDirectory, now);
  try {
    settings.progress?.({ activity: `Reading ${image.description}` });
    const examined = await examineImage(image, {
      extractors,
      limits: settings.limits,
      now,
      ...(secrets ? { secrets } : {}),
      ...(cache ? { cache } : {}),
      ...(settings.signal ? { signal: settings.signal } : {}),
      onLayer: (done, total) => settings.progress?.({ activity: 'Reading layers', done, total }),
    });
    return secrets && image.config ? withConfigSecrets(examined, secrets, image.config) : examined;
  } finally {
    cache?.close();
    await image.close();
  }
}

/** Secrets also stand in the configuration: variables, labels, the text of build steps. */
function withConfigSecrets(examined: Examined, scanner: SecretScanner, config: ImageConfig): Examined {
  const { hits, problems } = scanImageConfig(scanner, config);
  const told = problems.map(
    (message): Problem => ({
      code: 'E_LIMIT',
      message,
      where: 'image configuration',
      part: scanner.id,
      incomplete: true,
    }),
  );
  const { inventory } = examined;
  const coverage = joinCoverage(inventory.coverage, { ...emptyCoverage, problems: told });
  const located = hits.map((hit): LocatedSecret => ({ hit, reach: { kind: 'config' } }));
  return { inventory: { ...inventory, coverage }, secrets: [...examined.secrets, ...located] };
}
