import { SeaworthyError } from '../../../core/index.ts';
import { asArray, asString, field, parseJson } from '../../formats/index.ts';
import { readFault, unexpectedAnswer } from './answer-error.ts';
import type { RegistryClient } from './client.ts';
import { eachPage } from './pages.ts';

const pageBytes = 8 * 1024 * 1024;
const mostTags = 1_000_000;

/** Every tag of the repository. Throws `E_NOT_FOUND` when there is no such repository. */
export async function listTags(client: RegistryClient): Promise<readonly string[]> {
  const tags: string[] = [];
  await eachPage(client, 'tags/list?n=1000', {}, async (response) => {
    if (response.status !== 200) {
      const fault = await readFault(response);
      if (fault.status !== 404) throw unexpectedAnswer(fault, response, client.name);
      throw new SeaworthyError('E_NOT_FOUND', `there is no repository ${client.name}`, { why: fault.text });
    }
    const where = `${client.name}, list of tags`;
    const body = parseJson(await response.bytes(pageBytes), where, { maxBytes: pageBytes, maxDepth: 4 });
    const listed = field(body, 'tags');
    // Null where there are none; absent in an answer that is no list of tags.
    for (const tag of listed === null ? [] : asArray(listed, where)) tags.push(asString(tag, where));
    if (tags.length > mostTags) throw new SeaworthyError('E_LIMIT', `more than ${mostTags} tags`, { where });
  });
  return tags;
}
