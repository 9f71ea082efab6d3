import { type Digest, isDigest } from '../../../../core/index.ts';
import { type ProtobufValue, readMessage, writeTexts } from '../../../formats/index.ts';

/** What is called (containerd, `api/services/{images,content,namespaces}/v1`). */
export const methods = {
  image: '/containerd.services.images.v1.Images/Get',
  info: '/containerd.services.content.v1.Content/Info',
  read: '/containerd.services.content.v1.Content/Read',
  namespaces: '/containerd.services.namespaces.v1.Namespaces/List',
} as const;

/** The question about what has a name or a digest: each of these messages has it as its first field. */
export const about = (text: string): Uint8Array => writeTexts(new Map([[1, text]]));
export const nothing = new Uint8Array();

/** Numbers of fields. */
const answer = { first: 1 } as const;
const image = { target: 3 } as const;
const descriptor = { mediaType: 1, digest: 2, size: 3 } as const;
const info = { digest: 1, size: 2 } as const;
const chunk = { offset: 1, data: 2 } as const;

type Fields = NonNullable<ReturnType<typeof readMessage>>;

const messageIn = (value: ProtobufValue | undefined): Fields | undefined =>
  value instanceof Uint8Array ? readMessage(value) : undefined;

function textIn(fields: Fields | undefined, number: number): string {
  const value = fields?.get(number)?.at(-1);
  return value instanceof Uint8Array ? new TextDecoder().decode(value.subarray(0, 1_000)) : '';
}

function numberIn(fields: Fields | undefined, number: number): number {
  const value = fields?.get(number)?.at(-1) ?? 0;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : Number.NaN;
}

/** What an image points to; undefined when the answer is none. */
export function readTarget(
  bytes: Uint8Array,
): { readonly mediaType: string; readonly digest: Digest; readonly size: number } | undefined {
  const target = messageIn(messageIn(messageIn(bytes)?.get(answer.first)?.[0])?.get(image.target)?.[0]);
  const [digest, size] = [textIn(target, descriptor.digest), numberIn(target, descriptor.size)];
  if (!isDigest(digest) || !(size > 0)) return undefined;
  return { mediaType: textIn(target, descriptor.mediaType), digest, size };
}

/** How many bytes a blob has; undefined when the answer tells it not, or of another one. */
export function readSize(bytes: Uint8Array, digest: Digest): number | undefined {
  const told = messageIn(messageIn(bytes)?.get(answer.first)?.[0]);
  const size = numberIn(told, info.size);
  return textIn(told, info.digest) === digest && size >= 0 ? size : undefined;
}

/** A part of a blob and where it begins; undefined when the message is none. */
export function readChunk(bytes: Uint8Array): { readonly offset: number; readonly data: Uint8Array } | undefined {
  const fields = readMessage(bytes);
  const offset = numberIn(fields, chunk.offset);
  const data = fields?.get(chunk.data)?.at(-1) ?? nothing;
  return fields !== undefined && offset >= 0 && data instanceof Uint8Array ? { offset, data } : undefined;
}

/** Names of namespaces. */
export const readNamespaces = (bytes: Uint8Array): readonly string[] =>
  (readMessage(bytes)?.get(answer.first) ?? []).map((one) => textIn(messageIn(one), 1)).filter((name) => name !== '');
