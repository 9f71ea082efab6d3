import type { Instruction } from '../../../../foundations/formats/index.ts';
import { ancestry, type DockerfileView } from './view.ts';

/** Instructions whose layers are in the final image, or in one that is built on it. */
export function shipped(view: DockerfileView): ReadonlySet<Instruction> | undefined {
  const stage = view.finalStage;
  return (
    stage &&
    new Set(
      [...ancestry(stage)].flatMap(({ instructions }) =>
        instructions.flatMap((each) => (each.trigger ? [each, each.trigger] : [each])),
      ),
    )
  );
}
