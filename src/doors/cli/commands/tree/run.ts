import { count } from '../../../../core/index.ts';
import type { ArtifactNode } from '../../../../flows/index.ts';
import { treeText } from '../../../../report/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { settings, words } = context;
  const found = await (await context.flows()).imageTree(words[0] ?? '', settings);
  await writeResult(context, { text: (options) => treeText(found, options), json: () => found });
  const deeper = notLookedAt(found.root);
  if (deeper === 0) return 0;
  context.log.warn(`incomplete: ${count(deeper, 'thing')} not looked at, hung deeper on the image than is followed`);
  return 5;
}

const notLookedAt = ({ deeper = 0, children }: ArtifactNode): number =>
  children.reduce((sum, child) => sum + notLookedAt(child), deeper);
