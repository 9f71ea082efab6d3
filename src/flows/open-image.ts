import { type OpenedImage, openRegistryImage, openTarget } from '../foundations/images/index.ts';
import { registryHttp } from './http.ts';
import type { Settings } from './settings.ts';

/** Opens what the user named, wherever it is. The network is used for a registry reference only. */
export async function openImage(target: string, settings: Settings): Promise<OpenedImage> {
  const common = {
    limits: settings.limits,
    ...(settings.platform ? { platform: settings.platform } : {}),
    ...(settings.signal ? { signal: settings.signal } : {}),
  };
  const registry = async (reference: string): Promise<OpenedImage> => {
    const http = registryHttp(settings);
    try {
      const { clock, credentialFiles, programPath, plainHttpHosts } = settings;
      const image = await openRegistryImage(reference, {
        ...common,
        http,
        clock,
        credentialFiles,
        programPath,
        plainHttpHosts,
      });
      return { ...image, close: () => image.close().finally(() => http.close()) };
    } catch (error) {
      await http.close();
      throw error;
    }
  };
  return openTarget(target, { ...common, registry });
}
