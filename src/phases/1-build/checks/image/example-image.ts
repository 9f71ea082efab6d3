import { defined } from '../../../../core/index.ts';
import { parseImageConfig } from '../../../../foundations/images/index.ts';
import type { ImageExample } from './check.ts';
import type { ImageToJudge } from './view.ts';

const digest = `sha256:${'0'.repeat(64)}`;

/** Steps that run nothing bring no layer. */
const isEmpty = (step: string): boolean =>
  /^(?:\S+ -c #\(nop\)\s+)?(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|LABEL|USER)\b/.test(step);

/** The image of an example, as it is read from the configuration that it stands for: for the test that runs the examples of every check. */
export function exampleImage({ name, created, config = {}, history = [] }: ImageExample): ImageToJudge {
  const steps = history.map((step) => ({ created_by: step, empty_layer: isEmpty(step) }));
  const layers = steps.filter(({ empty_layer }) => !empty_layer).length;
  const document = {
    architecture: 'amd64',
    os: 'linux',
    ...defined({ created }),
    config,
    history: steps,
    rootfs: { type: 'layers', diff_ids: Array.from({ length: layers }, () => digest) },
  };
  const parsed = parseImageConfig(Buffer.from(JSON.stringify(document)), 'example', {
    manifestBytes: 1e6,
    layers: 100,
  });
  return { config: parsed.config, layers, now: new Date('2026-03-01T00:00:00Z'), ...defined({ name }) };
}
