import type { OpenedImage } from '../foundations/images/index.ts';
import { openTarget } from '../foundations/images/index.ts';
import { lazyHttp } from './database.ts';
import type { Settings } from './settings.ts';

/** Opens what the user named, wherever it is. The network is used for a registry reference only. */
export async function openImage(target: string, settings: Settings): Promise<OpenedImage> {
  const common = {
    limits: settings.limits,
    ...(settings.platform ? { platform: settings.platform } : {}),
    ...(settings.signal ? { signal: settings.signal } : {}),
  };
  const registry = async (reference: string): Promise<OpenedImage> => {
    const { openRegistryImage } = await import('../foundations/images/index.ts');
    return openRegistryImage(reference, {
      ...common,
      http: lazyHttp(settings),
      credentialFiles: settings.credentialFiles,
    });
  };
  return openTarget(target, { ...common, registry });
}
