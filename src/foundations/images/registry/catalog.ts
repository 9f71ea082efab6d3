import { SeaworthyError } from '../../../core/index.ts';
import { asArray, asString, field, parseJson } from '../../formats/index.ts';
import { readFault, unexpectedAnswer } from './answer-error.ts';
import type { RegistryClient } from './client.ts';
import { nameList } from './names.ts';

const pageBytes = 8 * 1024 * 1024;

/**
 * Every repository of a registry that keeps a catalogue (docker's distribution API, `GET /v2/_catalog`; OCI has none). `client` may be one for any
 * repository of it: its own name is not used. Throws `E_NOT_FOUND` when there is no catalogue, `E_AUTH` when it may not be read,
 * and as `nameList`.
 */
export async function listRepositories(client: RegistryClient): Promise<readonly string[]> {
  const host = client.name.slice(0, client.name.indexOf('/'));
  const where = `${host}, catalogue`;
  const names = await nameList(client, {
    where,
    most: 100_000,
    request: (query) => ({ path: '', location: `/v2/_catalog?${query}` }),
    async read(response) {
      if (response.status !== 200) {
        const fault = await readFault(response);
        if (fault.status !== 404 && fault.status !== 405 && fault.status !== 501)
          throw unexpectedAnswer(fault, response, client.name);
        throw new SeaworthyError('E_NOT_FOUND', 'the registry keeps no catalogue of its repositories', {
          where: host,
          why: fault.text,
          next: 'Name the repositories: REGISTRY/REPOSITORY.',
        });
      }
      const body = parseJson(await response.bytes(pageBytes), where, { maxBytes: pageBytes, maxDepth: 4 });
      const listed = field(body, 'repositories');
      // Null where there are none; absent in an answer that is no catalogue.
      return (listed === null ? [] : asArray(listed, where)).map((name) => asString(name, where));
    },
  })();
  return [...names].sort();
}
