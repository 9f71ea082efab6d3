import { defined } from '../../../core/index.ts';
import type { Settings } from '../../../flows/index.ts';

/** Proxy settings of the environment, lower case first as curl has it; `ALL_PROXY` where there is none for the scheme. */
export function proxySettings(env: Readonly<Record<string, string | undefined>>): Settings['proxy'] {
  const read = (name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined;
  const http = read('HTTP_PROXY') ?? read('ALL_PROXY');
  const https = read('HTTPS_PROXY') ?? read('ALL_PROXY');
  const none = read('NO_PROXY');
  if (http === undefined && https === undefined) return undefined;
  return {
    ...defined({ http, https, none }),
  };
}
