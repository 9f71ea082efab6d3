import {
  type ControlResult,
  judgePod,
  type PodView,
  parseLevel,
  parseStandardVersion,
  readManifest,
} from '../../src/phases/deploy/index.ts';
import { readCases, textOf } from './cases.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** Names of checks without case and marks: the suite has names of files where Kubernetes has names of checks. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** Whether the result is about the check: at another level the same control goes by another check's name. */
const isAbout = ({ control }: ControlResult, check: string): boolean =>
  control.revisions.some((revision) => plain(revision.check) === plain(check));

function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`a case has no list "${what}"`);
  return value;
}

async function podOf(text: string): Promise<PodView> {
  const { workloads } = await readManifest(Buffer.from(text), 'pod.yaml');
  const [workload] = workloads;
  if (workload === undefined || workloads.length !== 1) throw new Error(`a case has ${workloads.length} pods`);
  return workload.pod;
}

/** What does not pass at the level and version. */
function faults(pod: PodView, levelName: string, versionName: string): readonly ControlResult[] {
  const level = parseLevel(levelName);
  const version = parseStandardVersion(versionName);
  if (level === undefined || version === undefined) throw new Error(`no standard ${levelName} ${versionName}`);
  return judgePod(pod, { level, version }).filter(({ state }) => state !== 'pass');
}

/** Pods at every level and version of the Pod Security Standards: allowed or not, and the control that is broken among those reported. */
export const podSecuritySuite: Suite = {
  name: 'pod-security',
  async run(folder, options) {
    const tally = new Tally(options);
    for (const line of await readCases(folder, 'pods.jsonl')) {
      const group = textOf(line, 'group');
      const pod = await podOf(textOf(line, 'pod'));
      for (const expectation of listOf(line.expect, 'expect')) {
        const expect = expectation as Readonly<Record<string, unknown>>;
        const [level, check] = [textOf(expect, 'level'), textOf(expect, 'control')];
        for (const version of listOf(expect.versions, 'versions').map(String)) {
          const name = `${textOf(line, 'id')} ${level} ${version}`;
          if (!tally.wants(name)) continue;
          const found = faults(pod, level, version);
          const broken = found.filter(({ state }) => state === 'fail');
          const right = expect.allowed === true ? found.length === 0 : broken.some((result) => isAbout(result, check));
          if (right) {
            tally.pass(group);
            continue;
          }
          const expected = expect.allowed === true ? 'allowed' : `refused for ${check}`;
          const actual = found.map(({ revision, state }) => `${state}: ${revision.check}`).join(', ');
          tally.fail(group, { case: name, expected, actual: actual || 'allowed' });
        }
      }
    }
    return tally.result();
  },
};
