import { defined } from '../core/index.ts';
import { createHttp, fileHttp, type Http, type HttpOptions } from '../foundations/net/index.ts';
import type { Settings } from './settings.ts';

/** Bounds on what servers send that are not the user's to choose. */
export type HttpBounds = Pick<HttpOptions, 'total' | 'budget'>;

/** A client for registries: without TLS only where the user named the host. The caller closes it. */
export function registryHttp(settings: Settings, bounds: HttpBounds = {}): Http {
  return network(settings, false, bounds);
}

/** A client for feeds, which may also lie in a folder (`file:`, an air gap). Nothing is loaded or opened before it is used. */
export function feedHttp(settings: Settings): Http {
  const files = fileHttp();
  let server: Http | undefined;
  return {
    request(url, request) {
      if (url.startsWith('file:')) return files.request(url, request);
      server ??= network(settings, settings.plainHttpFeeds);
      return server.request(url, request);
    },
    async close() {
      await server?.close();
    },
  };
}

function network(settings: Settings, plainHttp: boolean, bounds: HttpBounds = {}): Http {
  return createHttp({
    offline: settings.offline,
    timeout: settings.limits.networkTimeout,
    ...bounds,
    userAgent: `seaworthy/${settings.toolVersion}`,
    plainHttpHosts: settings.plainHttpHosts,
    plainHttp,
    ...defined({ caFile: settings.caFile, proxy: settings.proxy }),
  });
}
