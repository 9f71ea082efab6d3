import type { Digest, Event } from '../../../core/index.ts';
import { addressText } from './address-text.ts';
import type { SensorEvent } from './sensor-event.ts';

type Fields = Event['fields'];

/** Names of the calls that the kinds stand for. */
const names = { exec: 'execve', open: 'openat', connect: 'connect', exit: 'exit', map: 'mmap' } as const;

function fieldsOf(event: SensorEvent): Fields {
  switch (event.kind) {
    case 'exec':
      return {
        exact: event.exact,
        ...(event.args === undefined ? {} : { arguments: event.args.join(' '), argumentsCut: event.argsCut }),
        ...(event.directory === undefined ? {} : { directory: event.directory }),
      };
    case 'open':
      return {
        result: event.result,
        resolved: event.resolved,
        ...(event.path === undefined ? {} : { path: event.path }),
        ...(event.name === undefined ? {} : { name: event.name }),
        ...(event.openFlags === undefined ? {} : { flags: event.openFlags }),
      };
    case 'connect':
      return {
        result: event.result,
        family: event.family,
        exact: event.exact,
        ...(event.address === undefined ? {} : { address: addressText(event.address) }),
        ...(event.port === undefined ? {} : { port: event.port }),
      };
    case 'exit':
      return event.status === undefined ? {} : { status: event.status };
    case 'map':
      return { path: event.path, inode: event.inode, deleted: event.deleted };
  }
}

/**
 * The event in the words of all phases. `executable` is the path of the running program where the caller knows it (for an exec it is the event's own),
 * `image` the digest of the container's image. An unknown parent is 0, an unknown user −1.
 */
export function toEvent(
  event: SensorEvent,
  known: { readonly executable?: string; readonly image?: Digest } = {},
): Event {
  const { process, container } = event;
  const executable = (event.kind === 'exec' ? event.path : known.executable) ?? process.name;
  return {
    time: event.time,
    name: names[event.kind],
    process: { pid: process.pid, parent: process.parent ?? 0, executable, user: process.user ?? -1 },
    ...(container === undefined
      ? {}
      : { container: { id: container.id, ...(known.image === undefined ? {} : { image: known.image }) } }),
    fields: fieldsOf(event),
  };
}
