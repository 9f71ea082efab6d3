import { SeaworthyError } from '../../../core/index.ts';

/** Host and port of `HOST:PORT`; an IPv6 address stands in brackets. Throws `E_USAGE`. */
export function splitAddress(text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, digits = ''] = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host !== undefined && port <= 65_535) return { host, port };
  throw new SeaworthyError('E_USAGE', `no address to listen on: ${JSON.stringify(text.slice(0, 100))}`, {
    next: 'Write it as HOST:PORT, such as 127.0.0.1:8443 or [::]:8443.',
  });
}
