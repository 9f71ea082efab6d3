import type { Instruction, Stage } from '../../../../../foundations/formats/index.ts';
import { controls } from '../../frameworks.ts';
import type { DockerfileCheck } from '../check.ts';
import { ordinaryUser } from '../mends/user.ts';
import { ancestry } from '../view.ts';

/** By name or number; in a Windows image, its administrator. */
const root = /^(?:root|0+|ContainerAdministrator)(?::|$)/i;
/** Tags under which well-known bases come with an ordinary user set. */
const nonRootBase = /nonroot|unprivileged/;

/** The last `USER` that holds for the stage. */
function lastUser(stage: Stage): Instruction | undefined {
  for (const { instructions } of ancestry(stage)) {
    const instruction = instructions.findLast(({ keyword }) => keyword === 'USER');
    if (instruction !== undefined) return instruction;
  }
  return undefined;
}

export const rootUser: DockerfileCheck = {
  id: 'dockerfile/root-user',
  version: 2,
  title: 'The container runs as root',
  severity: 'high',
  aliases: ['CKV_DOCKER_3', 'CKV_DOCKER_8', 'DL3002', 'AVD-DS-0002'],
  frameworks: controls({ 'cis-docker': '4.1' }),
  why: 'Whoever breaks into the process has every right inside the container, and a flaw in the kernel or a mounted socket then makes that the host’s root.',
  remedy: 'Make a user in the image and end with `USER` and its number, for example `USER 10001`.',
  references: ['https://docs.docker.com/reference/dockerfile/#user'],
  violating: ['FROM alpine:3.20\nCMD ["true"]\n'],
  clean: ['FROM alpine:3.20\nRUN adduser -D -u 10001 app\nUSER 10001\nCMD ["true"]\n'],
  mender: {
    does: '`USER`, of the user that the file makes or a number, before the program is named',
    mend: (_breach, view) => ordinaryUser(view),
  },
  *look(view) {
    const stage = view.finalStage;
    if (stage === undefined) return;
    const expected = 'a USER other than root';
    const found = lastUser(stage);
    if (found === undefined) {
      const outermost = [...ancestry(stage)].at(-1);
      if (nonRootBase.test(outermost?.resolvedImage ?? '')) return;
      yield { at: stage.from.start, observed: 'no USER, so that of the base image, most often root', expected };
      return;
    }
    if (root.test(view.valuesOf(found)[0]?.text ?? '')) {
      yield { at: found.start, observed: `USER ${found.text}`, expected };
    }
  },
};
