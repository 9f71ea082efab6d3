import { SeaworthyError } from '../../../core/index.ts';
import { asArray, asString, field, parseJson } from '../../formats/index.ts';
import { readFault, unexpectedAnswer } from './answer-error.ts';
import type { RegistryClient } from './client.ts';
import { eachPage } from './pages.ts';

const pageBytes = 8 * 1024 * 1024;
const mostRepositories = 100_000;

/**
 * Every repository of a registry that keeps a catalogue (docker's distribution API, `GET /v2/_catalog`; OCI has none). `client` may be one for any
 * repository of it: its own name is not used. Throws `E_NOT_FOUND` when there is no catalogue, `E_AUTH` when it may not be read.
 */
export async function listRepositories(client: RegistryClient): Promise<readonly string[]> {
  const atTop: RegistryClient = {
    ...client,
    send: (request) => client.send({ ...request, location: request.location ?? '/v2/_catalog?n=1000' }),
  };
  const found = new Set<string>();
  await eachPage(atTop, '', {}, async (response) => {
    if (response.status !== 200) {
      const fault = await readFault(response);
      if (fault.status !== 404 && fault.status !== 405 && fault.status !== 501)
        throw unexpectedAnswer(fault, response, client.name);
      throw new SeaworthyError('E_NOT_FOUND', 'the registry keeps no catalogue of its repositories', {
        where: new URL(response.url).host,
        why: fault.text,
        next: 'Name the repositories: REGISTRY/REPOSITORY.',
      });
    }
    const where = `${new URL(response.url).host}, catalogue`;
    const body = parseJson(await response.bytes(pageBytes), where, { maxBytes: pageBytes, maxDepth: 4 });
    const names = field(body, 'repositories');
    // Null where there are none; absent in an answer that is no catalogue.
    for (const name of names === null ? [] : asArray(names, where)) found.add(asString(name, where));
    if (found.size > mostRepositories)
      throw new SeaworthyError('E_LIMIT', `more than ${mostRepositories} repositories`, { where });
  });
  return [...found].sort();
}
