import { isAbsolute } from 'node:path';
import { printable, SeaworthyError } from '../../../core/index.ts';
import { type HttpSocket, plainHttpAllowed, type SocketTls } from '../../net/index.ts';
import type { EngineWorld } from './engine.ts';

const longest = 500;

/** What to do about hosts that are reached by a program of their own. */
const overSsh = (save: string): string =>
  `Pipe the image: \`ssh HOST ${save} NAME | seaworthy scan -\`; or bring the socket here: \`ssh -NT -L /tmp/engine.sock:/run/SOCKET HOST\` and name \`unix:///tmp/engine.sock\`.`;

/**
 * The host of an engine as `DOCKER_HOST` and `CONTAINER_HOST` write it (Docker, "Daemon socket option"): `unix:///path`, `tcp://host:port`. `tls` is given where the
 * port is to be spoken to with TLS. Throws `E_USAGE` for other kinds, and where TLS is wanting; `E_OFFLINE`.
 */
export function hostAddress(
  text: string,
  by: string,
  tls: SocketTls | undefined,
  { offline, plainHttpHosts }: Pick<EngineWorld, 'offline' | 'plainHttpHosts'>,
  save: string,
): HttpSocket {
  const shown = printable(text.slice(0, 200));
  const refuse = (why: string, next: string): SeaworthyError =>
    new SeaworthyError('E_USAGE', 'the host of the engine is not one that is opened here', {
      where: `${by}=${withoutUser(shown)}`,
      why,
      next,
    });
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/s.exec(text.slice(0, longest)) ?? [];
  if (text.length > longest || scheme === '')
    throw refuse('it has no scheme', 'Write unix:///PATH or tcp://HOST:PORT.');
  if (scheme === 'unix') {
    if (!isAbsolute(rest) || rest.includes('\0')) throw refuse('the path is not absolute', 'Write unix:///PATH.');
    return { socketPath: rest };
  }
  if (scheme === 'ssh') throw refuse('no program is run to reach another machine', overSsh(save));
  if (scheme !== 'tcp') throw refuse(`${scheme}: is not spoken`, 'Write unix:///PATH or tcp://HOST:PORT.');
  const url = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : undefined;
  const isPlain = url !== undefined && url.username === '' && url.password === '';
  if (!isPlain || url.hostname === '' || !/^\/?$/.test(url.pathname + url.search + url.hash))
    throw refuse('it is no host with a port', 'Write tcp://HOST:PORT.');
  const port = Number(url.port === '' ? (tls === undefined ? 2375 : 2376) : url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (offline)
    throw new SeaworthyError('E_OFFLINE', 'the engine is on the network', { where: `${by}=${withoutUser(shown)}` });
  if (tls !== undefined) return { host, port, tls };
  if (!plainHttpAllowed(new URL(`http://${url.hostname}:${port}`), { plainHttpHosts }))
    throw refuse(
      'it would be spoken to without TLS: whoever is on the way could hand over another image',
      `Set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH, or, if that network is yours alone, give \`--insecure-plain-http ${url.hostname}:${port}\`.`,
    );
  return { host, port };
}

/** A host without what may be a password. */
const withoutUser = (text: string): string => text.replace(/\/\/[^/@]*@/, '//');
