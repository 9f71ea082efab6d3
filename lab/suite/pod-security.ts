import path from 'node:path';
import { type PodView, readManifest } from '../../src/foundations/kubernetes/index.ts';
import { type ControlAssessment, judgePod, parseLevel, parseStandardVersion } from '../../src/phases/3-deploy/index.ts';
import { type Case, eachCase, listOf, textOf } from './cases.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** Names of checks without case and marks: the suite has names of files where Kubernetes has names of checks. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** Whether the result is about the check: at another level the same control goes by another check's name. */
const isAbout = ({ control }: ControlAssessment, check: string): boolean =>
  control.revisions.some((revision) => plain(revision.check) === plain(check));

async function podOf(text: string): Promise<PodView> {
  const { workloads } = await readManifest(Buffer.from(text), 'pod.yaml');
  const [workload] = workloads;
  if (workload === undefined || workloads.length !== 1) throw new Error(`a case has ${workloads.length} pods`);
  return workload.pod;
}

function versionsOf(expect: Case): readonly string[] {
  if (!Array.isArray(expect.versions)) throw new Error('a case has no list "versions"');
  return expect.versions.map(String);
}

/** What does not pass at the level and version. */
function faults(pod: PodView, levelName: string, versionName: string): readonly ControlAssessment[] {
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
    await eachCase(tally, path.join(folder, 'pods.jsonl'), async (line) => {
      const pod = podOf(textOf(line, 'pod'));
      pod.catch(() => undefined); // Each of its fixtures tells.
      for (const expect of listOf(line, 'expect')) {
        const [level, check] = [textOf(expect, 'level'), textOf(expect, 'control')];
        for (const version of versionsOf(expect)) {
          await tally.judge(textOf(line, 'group'), `${textOf(line, 'id')} ${level} ${version}`, async () => {
            const found = faults(await pod, level, version);
            const broken = found.filter(({ state }) => state === 'fail');
            const isAllowed = expect.allowed === true;
            if (isAllowed ? found.length === 0 : broken.some((result) => isAbout(result, check))) return undefined;
            const actual = found.map(({ revision, state }) => `${state}: ${revision.check}`).join(', ');
            return { expected: isAllowed ? 'allowed' : `refused for ${check}`, actual: actual || 'allowed' };
          });
        }
      }
    });
    return tally.result();
  },
};
