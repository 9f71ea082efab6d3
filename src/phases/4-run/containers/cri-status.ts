import { defined, isDigest, printable } from '../../../core/index.ts';
import { type ProtobufValue, readMessage, writeTexts } from '../../../foundations/formats/index.ts';
import { namesOfImage, within } from './inspection.ts';
import type { AboutContainer } from './runtime.ts';

/** What is called on a runtime of Kubernetes (CRI, `runtime/v1/api.proto`). */
export const statusMethod = '/runtime.v1.RuntimeService/ContainerStatus';

/** The question about one container. */
export const statusRequest = (id: string): Uint8Array => writeTexts(new Map([[1, id]]));

/** Numbers of fields, of the answer and of what is in it. */
const answer = { status: 1 } as const;
const status = { metadata: 2, created: 4, image: 8, imageRef: 9, labels: 12, mounts: 14, imageId: 17 } as const;
const mount = { destination: 1, source: 2, readOnly: 3, propagation: 5 } as const;
/** The first field of messages that have a name, and the two of an entry of a map. */
const name = 1;
const entry = { key: 1, value: 2 } as const;

/** Longest text that is taken. */
const maxText = 1_000;
const nanoseconds = 1_000_000_000;
const propagations = ['rprivate', 'rslave', 'rshared'] as const;

type Fields = NonNullable<ReturnType<typeof readMessage>>;

function textIn(fields: Fields | undefined, number: number): string | undefined {
  const value = fields?.get(number)?.at(-1);
  if (!(value instanceof Uint8Array) || value.length === 0) return undefined;
  return printable(new TextDecoder().decode(value).slice(0, maxText));
}

const messageIn = (value: ProtobufValue | undefined): Fields | undefined =>
  value instanceof Uint8Array ? readMessage(value) : undefined;

/** What an answer tells of a container; undefined when it is none. Never throws. */
export function aboutCriStatus(bytes: Uint8Array): AboutContainer | undefined {
  const fields = messageIn(messageIn(bytes)?.get(answer.status)?.[0]);
  if (fields === undefined) return undefined;
  const image = textIn(messageIn(fields.get(status.image)?.[0]), name);
  const reference = textIn(fields, status.imageRef) ?? '';
  const digest = reference.slice(reference.indexOf('@') + 1);
  const config = textIn(fields, status.imageId) ?? (reference.includes('@') ? undefined : reference);
  const created = fields.get(status.created)?.[0];
  const labels = (fields.get(status.labels) ?? []).flatMap((one) => {
    const both = messageIn(one);
    const [key, value] = [textIn(both, entry.key), textIn(both, entry.value)];
    return key === undefined ? [] : [[key, value ?? ''] as const];
  });
  const mounts = (fields.get(status.mounts) ?? []).flatMap((one) => {
    const all = messageIn(one);
    if (all === undefined) return [];
    const propagation = all.get(mount.propagation)?.[0];
    return [
      {
        source: textIn(all, mount.source) ?? '',
        destination: textIn(all, mount.destination) ?? '',
        mode: '',
        writable: all.get(mount.readOnly)?.[0] !== 1,
        propagation: propagations[typeof propagation === 'number' ? propagation : 0] ?? '',
      },
    ];
  });
  return defined({
    name: textIn(messageIn(fields.get(status.metadata)?.[0]), name),
    ...namesOfImage(image),
    imageId: config?.replace(/^sha256:/, '') || undefined,
    // Of an image that was not pulled the reference is its configuration’s digest.
    imageDigest: reference.includes('@') && isDigest(digest) ? digest : undefined,
    created: typeof created === 'number' && created > 0 ? Math.floor(created / nanoseconds) : undefined,
    labels: labels.length === 0 ? undefined : new Map(within(labels, ([key, value]) => key.length + value.length)),
    mounts:
      mounts.length === 0 ? undefined : within(mounts, ({ source, destination }) => source.length + destination.length),
  });
}
