import { isObject } from '../../../../../foundations/formats/index.ts';

/** Names that Compose looks for by itself, the one that counts first. */
export const defaultNames = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'] as const;
/** Files that it lays over the one of its own accord. */
export const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
] as const;

/** Whether a file calls itself one: `compose.yaml`, `docker-compose.prod.yml`. */
export const composeByName = (path: string): boolean =>
  /(?:^|[/\\])(?:[\w.-]*[._-])?(?:docker-)?compose(?:[._-][\w.-]*)?\.ya?ml$/i.test(path);

/** Whether there is a line that every Compose file has, at the top of its document. The bytes are searched, whatever they are. */
export const composeByContent = (bytes: Uint8Array): boolean =>
  /^["']?(?:services|include)["']?\s*:/m.test(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
  );

const sections = new Set([
  'version',
  'name',
  'services',
  'networks',
  'volumes',
  'configs',
  'secrets',
  'include',
  'models',
]);
/** Members of a service by which it is one of Compose. */
const telling = ['image', 'build', 'extends', 'provider'];

/** Whether a document is a Compose file, whatever it is called: nothing but Compose's sections, and a service that has an image or is built. */
export function isComposeDocument(document: unknown): boolean {
  if (!isObject(document)) return false;
  if (Object.keys(document).some((name) => !sections.has(name) && !name.startsWith('x-'))) return false;
  const { services } = document;
  if (!isObject(services)) return false;
  const all = Object.values(services);
  return all.every(isObject) && all.some((one) => telling.some((name) => isObject(one) && Object.hasOwn(one, name)));
}
