import { defined } from '../core/index.ts';
import {
  type ImagesWanted,
  type ListedImage,
  listImages,
  listRegistryImages,
  type OpenedImage,
  openRegistryImage,
  openTarget,
} from '../foundations/images/index.ts';
import { distributionFiles } from '../phases/1-build/distributions/index.ts';
import { declaredExtractors, WantedIndex } from '../phases/1-build/ecosystems/index.ts';
import { imageMask, withoutNamedSecrets } from '../phases/1-build/secrets/index.ts';
import { isGitTarget } from './git/git-address.ts';
import { openRepository } from './git/open-repository.ts';
import type { Session } from './session/session.ts';
import type { Settings } from './settings.ts';

/**
 * Opens what the user named, wherever it is. The network is used for a registry reference, and for an engine that lies on it. The instructions beside its layers go into every
 * output and into the ledger, so the secrets in them are masked here, for every kind of target and whether secrets are looked for or not; the
 * configuration itself is as it was written, and only looked through. `input` is what comes in on standard input, where somebody has looked at its beginning.
 */
export async function openImage(target: string, session: Session, input?: Settings['input']): Promise<OpenedImage> {
  if (isGitTarget(target)) return openRepository(target, session.settings);
  // An engine may take its time to write an image down.
  session.settings.progress?.({ activity: `Opening ${target}` });
  const common = openOptions(session, input);
  const registry = (reference: string): Promise<OpenedImage> =>
    openRegistryImage(reference, { ...common, ...registryOptions(session) });
  return withMaskedSteps(await openTarget(target, { ...common, registry }));
}

/** Every image that a target stands for, each by a target of its own. What is no image is what it is. */
export async function listedImages(
  target: string,
  wanted: ImagesWanted,
  session: Session,
): Promise<readonly ListedImage[]> {
  if ((wanted.all !== true && wanted.everyPlatform !== true) || /^(?:sbom|git):/.test(target)) return [{ target }];
  const common = openOptions(session);
  const everyIn = (reference: string): Promise<readonly ListedImage[]> =>
    listRegistryImages(reference, { ...common, ...registryOptions(session) });
  return listImages(target, wanted, { ...common, everyIn });
}

function registryOptions({ settings, registries }: Session) {
  const { clock, credentialFiles, programPath, plainHttpHosts } = settings;
  return { http: registries, clock, credentialFiles, programPath, plainHttpHosts };
}

/** What projects declare; nothing of it is read where it is asked for. */
const projectFiles = new WantedIndex(declaredExtractors);

function openOptions({ settings, shelf }: Session, input = settings.input) {
  return {
    limits: settings.limits,
    rootMarks: distributionFiles,
    isProjectFile: (name: string) => projectFiles.byPath(name).length > 0,
    ...(settings.platform ? { platform: settings.platform } : {}),
    ...(settings.signal ? { signal: settings.signal } : {}),
    ...(input ? { input } : {}),
    ...(settings.engines
      ? { engines: { ...settings.engines, offline: settings.offline, plainHttpHosts: settings.plainHttpHosts } }
      : {}),
    ...defined({ shelf }),
  };
}

function withMaskedSteps(image: OpenedImage): OpenedImage {
  const mask = imageMask(image.config);
  const layers = image.layers.map((layer) => {
    const { createdBy } = layer.ref;
    if (createdBy === undefined) return layer;
    const ref = { ...layer.ref, createdBy: withoutNamedSecrets(mask(createdBy)) };
    return { ...layer, ref, walk: layer.walk.bind(layer) };
  });
  return { ...image, layers, close: () => image.close() };
}
