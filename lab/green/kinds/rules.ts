import { scapCapture } from '../../fixtures/index.ts';
import type { GreenInput, GreenKind } from '../green.ts';
import { endsSaying, isJudged } from '../oracles.ts';

const rule = (condition: string, more = '', name = 'r'): string =>
  `- rule: ${name}\n  desc: d\n  condition: ${condition}\n  output: o\n  priority: INFO\n${more}`;

const capture = scapCapture({
  processes: [
    {
      tid: 1,
      pid: 1,
      parent: 0,
      name: 'init',
      executable: 'init',
      path: '/init',
      args: [],
      environment: [],
      cwd: '/',
      user: 0,
      files: {},
    },
  ],
  events: [],
});

/** Rules that nothing in a capture of system calls can meet: said, or refused. */
const rules: readonly (readonly [name: string, text: string])[] = [
  ['k8s_audit', rule('ka.verb = create', '  source: k8s_audit\n')],
  [
    'k8s_audit, beside a list and a macro',
    `- list: l\n  items: [create]\n- macro: m\n  condition: ka.verb in (l)\n${rule('m', '  source: k8s_audit\n')}`,
  ],
  ['a source of a plug-in', rule('evt.type = open', '  source: aws_cloudtrail\n')],
  ['another source of a plug-in', rule('evt.type = open', '  source: okta\n')],
  ['all rules off', rule('evt.type = open', '  enabled: false\n')],
  ['lists alone', '- list: l\n  items: [a]\n'],
  ['macros alone', '- macro: m\n  condition: evt.type = open\n'],
  ['no bytes', ''],
  ['comments', '# nothing yet\n'],
  ['a version alone', '- required_engine_version: 0.50.0\n'],
  ['an empty list', '[]\n'],
];

/** A capture in which nothing was recorded, and texts that are none. */
const captures: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['no bytes', new Uint8Array()],
  ['a text', Buffer.from('evt.num evt.type\n')],
  ['no events', capture],
  ['cut off', capture.subarray(0, Math.max(20, capture.length - 6))],
];

export const rulesKind: GreenKind = {
  id: 'rules',
  title: 'rules that can never fire on the events at hand, and captures without events',
  inputs: [
    ...rules.map(
      ([name, text]): GreenInput => ({
        name,
        // A replay may end with 0 (the events were read); that a rule could not fire is then said.
        expect: (ran) =>
          endsSaying(/./, 1, 2, 5)(ran) === undefined ||
          (ran.code === 0 && /warning|never|no rule|not judged|k8s_audit|source/i.test(ran.err))
            ? undefined
            : `exit ${ran.code}: ${ran.err || 'nothing was said'}`.slice(0, 240),
        prepare: async (world) => {
          await world.write({ 'a.scap': await events(), 'r.yaml': text });
          return ['replay', world.path('a.scap'), '--rules', world.path('r.yaml'), '--record', 'off'];
        },
      }),
    ),
    ...captures.map(
      ([name, bytes]): GreenInput => ({
        name: `capture: ${name}`,
        expect: (ran) => endsSaying(/./, 1, 2, 5)(ran),
        prepare: async (world) => {
          await world.write({ 'a.scap': bytes, 'r.yaml': rule('evt.type = open') });
          return ['replay', world.path('a.scap'), '--rules', world.path('r.yaml'), '--record', 'off'];
        },
      }),
    ),
    {
      name: 'a rule of system calls',
      control: true,
      expect: isJudged,
      prepare: async (world) => {
        await world.write({ 'a.scap': await events(), 'r.yaml': rule('evt.type = close') });
        return ['replay', world.path('a.scap'), '--rules', world.path('r.yaml'), '--record', 'off'];
      },
    },
  ],
};

/** A capture of one closed descriptor. */
async function events(): Promise<Uint8Array> {
  const { eventTypes } = await import('../../../src/phases/4-run/index.ts');
  const type = eventTypes.find(({ name, direction }) => name === 'close' && direction === 'exit');
  if (type === undefined) throw new Error('there is no event of close');
  return scapCapture({
    processes: [
      {
        tid: 1,
        pid: 1,
        parent: 0,
        name: 'init',
        executable: 'init',
        path: '/init',
        args: [],
        environment: [],
        cwd: '/',
        user: 0,
        files: { 3: '/a' },
      },
    ],
    events: [{ code: type.code, tid: 1, time: 1_700_000_000_000_000_000n, parameters: [{ number: 0n, bytes: 8 }] }],
  });
}
