import { type OpenedImage, openRegistryImage, openTarget } from '../foundations/images/index.ts';
import { imageMask } from '../phases/1-build/secrets/index.ts';
import type { Session } from './session/session.ts';
import type { Settings } from './settings.ts';

/**
 * Opens what the user named, wherever it is. The network is used for a registry reference, and for an engine that lies on it. The instructions beside its layers go into every
 * output and into the ledger, so the secrets in them are masked here, for every kind of target and whether secrets are looked for or not; the
 * configuration itself is as it was written, and only looked through. `input` is what comes in on standard input, where somebody has looked at its beginning.
 */
export async function openImage(target: string, session: Session, input?: Settings['input']): Promise<OpenedImage> {
  const { settings } = session;
  const comesIn = input ?? settings.input;
  const common = {
    limits: settings.limits,
    ...(settings.platform ? { platform: settings.platform } : {}),
    ...(settings.signal ? { signal: settings.signal } : {}),
    ...(comesIn ? { input: comesIn } : {}),
    ...(settings.engines
      ? { engines: { ...settings.engines, offline: settings.offline, plainHttpHosts: settings.plainHttpHosts } }
      : {}),
  };
  const registry = async (reference: string): Promise<OpenedImage> => {
    const { clock, credentialFiles, programPath, plainHttpHosts } = settings;
    const http = session.registries;
    return openRegistryImage(reference, { ...common, http, clock, credentialFiles, programPath, plainHttpHosts });
  };
  return withMaskedSteps(await openTarget(target, { ...common, registry }));
}

function withMaskedSteps(image: OpenedImage): OpenedImage {
  const mask = imageMask(image.config);
  const layers = image.layers.map((layer) => {
    const { createdBy } = layer.ref;
    if (createdBy === undefined) return layer;
    const ref = { ...layer.ref, createdBy: mask(createdBy) };
    return { ...layer, ref, walk: layer.walk.bind(layer) };
  });
  return { ...image, layers, close: () => image.close() };
}
