import { SeaworthyError } from '../../core/index.ts';
import { parseAddress, showAddress } from './address.ts';
import type { Http, HttpOptions } from './http.ts';
import type { Transport } from './message.ts';
import { realWaits, type Waits } from './retry.ts';

/**
 * The network, with these options. Nothing is loaded or opened before the first request.
 * `request` throws `E_NETWORK`, `E_TIMEOUT`, `E_OFFLINE`, `E_INTERRUPTED`, `E_USAGE` (address or proxy not understood), and about the
 * CA file `E_READ`, `E_FORMAT`. `waits` is for tests.
 */
export function createHttp(options: HttpOptions, waits: Waits = realWaits): Http {
  let transport: Promise<Transport> | undefined;
  const open = (): Promise<Transport> => {
    transport ??= import('./transport.ts').then(({ openTransport }) => openTransport(options));
    return transport;
  };
  return {
    request: async (url, request = {}) => {
      if (options.offline) throw offlineError(url);
      const { sendRequest } = await import('./send-request.ts');
      return sendRequest(url, request, { options, open, waits });
    },
    close: async () => {
      const opened = transport;
      transport = undefined;
      if (opened !== undefined) await (await opened).close();
    },
  };
}

function offlineError(url: string): SeaworthyError {
  let where = '';
  try {
    where = showAddress(parseAddress(url).url);
  } catch {}
  return new SeaworthyError('E_OFFLINE', 'the network is needed but `--offline` is set', where === '' ? {} : { where });
}
