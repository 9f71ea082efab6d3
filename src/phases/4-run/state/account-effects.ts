import type { CaptureEvent, GroupRecord, UserRecord } from '../sources/scap/index.ts';
import { cTextOf } from '../sources/scap/text-of.ts';
import { readContainerInfo } from './container-info.ts';
import type { Effect, EffectList } from './effect.ts';

const containerId = (event: CaptureEvent): string => {
  const id = event.text('container_id') ?? '';
  return id === 'host' ? '' : id;
};

/** What an account takes beside its texts. */
const accountSize = 100;

const textSize = (event: CaptureEvent): number =>
  ['name', 'home', 'shell', 'container_id'].reduce((sum, name) => sum + (event.text(name)?.length ?? 0), accountSize);

/** Keeps what the event tells where there is room. */
const kept =
  (keep: Effect): Effect =>
  (state, thread, event) => {
    if (state.threads.takeRoom(textSize(event))) keep(state, thread, event);
  };

const userOf = (event: CaptureEvent): UserRecord => ({
  uid: event.whole('uid') ?? -1,
  gid: event.whole('gid') ?? -1,
  name: event.text('name') ?? '',
  home: event.text('home') ?? '',
  shell: event.text('shell') ?? '',
});

const groupOf = (event: CaptureEvent): GroupRecord => ({
  gid: event.whole('gid') ?? -1,
  name: event.text('name') ?? '',
});

const told =
  (text: (event: CaptureEvent) => string | undefined): Effect =>
  (state, _thread, event) => {
    const json = text(event);
    const info = json === undefined ? undefined : readContainerInfo(json);
    if (info === undefined) return;
    if (json !== undefined && state.threads.takeRoom(json.length)) state.containers.set(info.id, info);
  };

/** The plug-in that looks after containers sends what it learns as an event of its own. */
function pluginText(event: CaptureEvent): string | undefined {
  if (event.text('name') !== 'container') return undefined;
  const data = event.get('data');
  if (!(data instanceof Uint8Array)) return undefined;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
  return cTextOf(bytes, 0, bytes.length);
}

export const accountEffects: EffectList = [
  ['useradded', kept((state, _thread, event) => state.accounts.addUser(userOf(event), containerId(event)))],
  ['userdeleted', (state, _thread, event) => state.accounts.removeUser(event.whole('uid') ?? -1, containerId(event))],
  ['groupadded', kept((state, _thread, event) => state.accounts.addGroup(groupOf(event), containerId(event)))],
  ['groupdeleted', (state, _thread, event) => state.accounts.removeGroup(event.whole('gid') ?? -1, containerId(event))],
  ['container', told((event) => event.text('json'))],
  ['asyncevent', told(pluginText)],
  [
    'drop',
    (state) => {
      state.dropped += 1;
    },
  ],
];
