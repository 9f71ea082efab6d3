import { defined, SeaworthyError, whyOf } from '../../core/index.ts';

const choose = 'choose another with `--listen HOST:PORT`.';

/** Why a server could not begin, by the code of the system, and what to do. */
const reasons: Readonly<Record<string, (port: number) => readonly [why: string, next: string]>> = {
  EADDRINUSE: (port) => [
    'another program listens there already',
    `End that program (\`ss -ltnp 'sport = :${port}'\` names it), or ${choose}`,
  ],
  EACCES: () => [
    'this user may not listen on that port',
    `Give the program CAP_NET_BIND_SERVICE (ports below 1024 want it), or ${choose}`,
  ],
  EADDRNOTAVAIL: () => [
    'this machine has no such address',
    `Use one that it has, 127.0.0.1 or 0.0.0.0 for all, or ${choose}`,
  ],
  ENOTFOUND: () => ['the host name is not known', `Use an address of this machine, or ${choose}`],
};

/** The error for a server that cannot listen at an address. */
export function cannotListen(error: unknown, host: string, port: number): SeaworthyError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [why, next] = reasons[code]?.(port) ?? [whyOf(error), undefined];
  return new SeaworthyError('E_NETWORK', 'cannot listen', {
    where: host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
    why: code === '' || why === whyOf(error) ? why : `${why} (${code})`,
    ...defined({ next }),
    cause: error,
  });
}
