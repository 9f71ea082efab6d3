import { SeaworthyError } from '../../../core/index.ts';
import { asArray, asString, field, parseJson } from '../../formats/index.ts';
import { readFault, unexpectedAnswer } from './answer-error.ts';
import type { RegistryClient } from './client.ts';
import { type ListBounds, nameList } from './names.ts';

const pageBytes = 8 * 1024 * 1024;

/** Reads every tag of the repository, as often as it is called. Throws `E_NOT_FOUND` when there is no such repository, and as `nameList`. */
export function tagList(client: RegistryClient): (bounds?: ListBounds) => Promise<readonly string[]> {
  const where = `${client.name}, list of tags`;
  return nameList(client, {
    where,
    most: 1_000_000,
    request: (query) => ({ path: `tags/list?${query}` }),
    async read(response) {
      if (response.status !== 200) {
        const fault = await readFault(response);
        if (fault.status !== 404) throw unexpectedAnswer(fault, response, client.name);
        throw new SeaworthyError('E_NOT_FOUND', `there is no repository ${client.name}`, { why: fault.text });
      }
      const body = parseJson(await response.bytes(pageBytes), where, { maxBytes: pageBytes, maxDepth: 4 });
      const listed = field(body, 'tags');
      // Null where there are none; absent in an answer that is no list of tags.
      return (listed === null ? [] : asArray(listed, where)).map((tag) => asString(tag, where));
    },
  });
}
