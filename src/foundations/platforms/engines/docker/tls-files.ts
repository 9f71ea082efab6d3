import { join } from 'node:path';
import { defined, SeaworthyError } from '../../../../core/index.ts';
import { readFileBytes } from '../../../formats/index.ts';
import type { SocketTls } from '../../../net/index.ts';
import type { EngineWorld } from '../engine.ts';

const maxBytes = 1024 * 1024;

/** A file in PEM form; undefined when it is not there. Throws `E_READ`, `E_LIMIT`. */
function pem(folder: string, name: string): string | undefined {
  const bytes = readFileBytes(join(folder, name), maxBytes);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('latin1');
}

/**
 * The files of a folder as Docker calls them (Docker, "Protect the Docker daemon socket"). The server is always checked: by `ca.pem`, or, where there is none, by what
 * the system trusts.
 */
export function tlsFolder(folder: string): SocketTls {
  const [ca, cert, key] = [pem(folder, 'ca.pem'), pem(folder, 'cert.pem'), pem(folder, 'key.pem')];
  if ((cert === undefined) !== (key === undefined))
    throw new SeaworthyError('E_READ', 'a certificate without its key, or a key without its certificate', {
      where: folder,
      next: 'Both cert.pem and key.pem have to be there.',
    });
  return defined({ ca, cert, key });
}

/** What `DOCKER_CERT_PATH` and `DOCKER_TLS_VERIFY` ask for; undefined: no TLS. */
export function tlsFiles({ env, home }: Pick<EngineWorld, 'env' | 'home'>): SocketTls | undefined {
  const { DOCKER_CERT_PATH: folder, DOCKER_TLS_VERIFY: verify, DOCKER_CONFIG: config } = env;
  if (!folder && !verify) return undefined;
  return tlsFolder(folder || config || join(home, '.docker'));
}
