import { compileGlob, fnmatchGlob } from '../../../src/foundations/formats/index.ts';
import { parseCondition, printCondition } from '../../../src/foundations/languages/falco/index.ts';
import {
  CaptureReader,
  captureSight,
  compileRules,
  eventTypes,
  FrameReader,
  jsonSight,
  lintRules,
  loadRules,
  parseContainer,
  replayCapture,
  replayJson,
  SensorFeed,
  SystemState,
} from '../../../src/phases/4-run/index.ts';
import {
  scapCapture,
  sensorCgroup,
  sensorConnect,
  sensorCounts,
  sensorDescriptor,
  sensorExec,
  sensorExit,
  sensorFork,
  sensorHello,
  sensorMap,
  sensorOpen,
  sensorProcess,
  sensorSnapshotEnd,
} from '../../fixtures/index.ts';
import { type FuzzTarget, text } from '../fuzz.ts';

const code = (name: string): number =>
  eventTypes.find((type) => type.name === name && type.direction === 'exit')?.code ?? 0;
const init = {
  tid: 1,
  pid: 1,
  parent: 0,
  name: 'init',
  executable: 'init',
  path: '/init',
  args: ['-x'],
  environment: ['A=1'],
  cwd: '/',
  user: 0,
  files: { 3: '/a' },
};
const events = [
  { code: code('close'), tid: 1, time: 1_700_000_000_000_000_000n, parameters: [{ number: 0n, bytes: 8 as const }] },
];
const capture = scapCapture({ processes: [init], events });
const other = scapCapture({ processes: [init], events, bigEndian: true });
const frames = Buffer.concat([
  sensorHello(),
  sensorExec({ pid: 7 }, { path: '/bin/sh', args: ['sh', '-c', 'true'] }),
  sensorOpen({ pid: 7 }, { name: 'a', path: '/a' }),
  sensorProcess({ pid: 8, args: ['x', '-y'], cgroups: '0::/docker/a\n' }),
  sensorDescriptor(8, 3, '/b'),
  sensorFork({ pid: 9, parent: 8 }),
  sensorCgroup(77n, `/docker/${'a'.repeat(64)}`),
  sensorSnapshotEnd(1),
  sensorConnect({ pid: 7 }, { address: [10, 0, 0, 1], port: 80 }),
  sensorExit({ pid: 7 }),
  sensorMap({ pid: 7 }, '/lib/a.so'),
  sensorCounts('end'),
]);
const decoder = new TextDecoder();
const noRules = await loadRules([]);

const condition =
  'evt.type in (open, openat) and not proc.name startswith "a b" and (fd.name glob "/etc/*" or proc.aname[2] = x or evt.rawarg.flags exists)';
const rules = `- required_engine_version: 0.30.0
- list: shells
  items: [sh, bash]
- macro: opened
  condition: evt.type in (open, openat)
- rule: r
  desc: d
  condition: opened and proc.name in (shells)
  output: "%evt.time %proc.name %20fd.name"
  priority: WARNING
  tags: [a, b]
  exceptions:
    - name: e
      fields: [proc.name, fd.name]
      comps: [=, startswith]
      values: [[sh, /tmp]]
`;

const audit = {
  ...{
    kind: 'Event',
    auditID: '1',
    stage: 'ResponseComplete',
    stageTimestamp: '2026-11-30T20:00:00.5Z',
    verb: 'create',
  },
  ...{ user: { username: 'ada', groups: ['dev'] }, objectRef: { resource: 'pods' }, requestURI: '/a?command=sh' },
  requestObject: {
    spec: {
      containers: [{ image: 'a/b:1', securityContext: { privileged: true } }],
      volumes: [{ hostPath: { path: '/' } }],
    },
  },
};
const trail = {
  Records: [
    {
      eventSource: 's3',
      eventName: 'PutObject',
      eventTime: '2026-11-30T20:00:00Z',
      additionalEventData: { bytesTransferredIn: 3 },
    },
  ],
};
const auditRules = `- rule: a
  desc: d
  condition: ka.verb = create and ka.req.pod.containers.privileged intersects (true) and not ka.uri.param[command] = x
  output: "%ka.user.name %ka.req.pod.containers.image %jevt.value[/user/groups/0] %ka.req.volume.hostpath[/*] %jevt.obj"
  priority: INFO
  source: k8s_audit
- rule: b
  desc: d
  condition: ct.name = PutObject and s3.bytes > 1
  output: "%ct.info %evt.num"
  priority: INFO
  source: aws_cloudtrail
`;

async function replay(bytes: Uint8Array): Promise<void> {
  const engine = compileRules(await loadRules([{ name: 'r.yaml', text: rules }]), {});
  const source = (async function* () {
    yield bytes;
  })();
  await replayCapture(source, engine, { where: 'fuzz' });
}

export const runtime: readonly FuzzTarget[] = [
  {
    name: 'capture',
    seeds: [capture, other],
    read: (bytes) => {
      const state = new SystemState();
      const reader = new CaptureReader({ ...state.lists, event: (event) => state.finish(event, state.apply(event)) });
      for (let at = 0; at < bytes.length; at += 500) reader.push(bytes.subarray(at, at + 500));
      reader.end();
    },
  },
  { name: 'capture, replayed', seeds: [capture], read: replay },
  {
    name: 'frames of the sensor',
    seeds: [frames],
    read: (bytes) => {
      const reader = new FrameReader(new SensorFeed({ engine: () => compileRules(noRules), onMatch: () => {} }));
      for (let at = 0; at < bytes.length; at += 300) reader.push(bytes.subarray(at, at + 300));
    },
  },
  {
    name: 'control groups',
    seeds: [
      '0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-0123.scope\n',
      `12:cpu:/docker/${'a'.repeat(64)}\n`,
    ].map(text),
    read: (bytes) => parseContainer(decoder.decode(bytes)),
  },
  {
    name: 'condition of a rule',
    seeds: [condition, 'a=1', 'not (a = 1 or b in (x, "y", z))'].map(text),
    read: (bytes) => {
      const parsed = parseCondition(decoder.decode(bytes));
      if (parsed.ok) printCondition(parsed.node);
    },
  },
  {
    name: 'rules file',
    seeds: [text(rules)],
    read: (bytes) => loadRules([{ name: 'fuzz.yaml', text: decoder.decode(bytes) }]),
  },
  {
    name: 'rules file, judged',
    seeds: [text(rules), text(rules.replace('exceptions:', 'source: k8s_audit\n  exceptions:'))],
    read: async (bytes) => {
      const loaded = await loadRules([{ name: 'fuzz.yaml', text: decoder.decode(bytes) }]);
      if (!loaded.successful) return;
      lintRules(loaded);
      const engine = compileRules(loaded, { matching: 'all', sight: { syscall: captureSight, ...jsonSight } });
      for (const source of ['syscall', 'k8s_audit']) engine.inSight(source);
      const get = (field: string): string => field;
      for (const type of ['open', 'execve']) engine.evaluate({ source: 'syscall', time: 0n, type, get });
    },
  },
  {
    name: 'events that are JSON',
    seeds: [
      text(`${JSON.stringify(audit)}\n${JSON.stringify({ kind: 'EventList', items: [audit] })}\n`),
      text(JSON.stringify(trail, null, 1)),
    ],
    read: async (bytes) => {
      const engine = compileRules(await loadRules([{ name: 'r.yaml', text: auditRules }]), { sight: jsonSight });
      const source = (async function* () {
        for (let at = 0; at < bytes.length; at += 200) yield bytes.subarray(at, at + 200);
      })();
      await replayJson(source, engine, { where: 'fuzz' });
    },
  },
  {
    name: 'glob',
    seeds: ['/etc/*\n/etc/passwd', '[a-z]?*x*y*\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaax'].map(text),
    read: (bytes) => {
      const [pattern = '', subject = ''] = decoder.decode(bytes).split('\n');
      return compileGlob(pattern, fnmatchGlob)(subject);
    },
  },
];
