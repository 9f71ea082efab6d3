import { resolve } from 'node:path';
import { defined } from '../../../core/index.ts';
import type { RuleChoice } from '../../../flows/index.ts';
import { run as runFlags } from '../catalogue/index.ts';
import type { Context } from '../command.ts';

/** Which rules the command line wants. */
export function ruleChoice({ host, values }: Context): RuleChoice {
  const config = values.value(runFlags.falcoConfig);
  const tags = values.list(runFlags.tags);
  return {
    rules: values.list(runFlags.rules),
    ...defined({
      tags: tags.length === 0 ? undefined : tags,
      falcoConfig: config && resolve(host.workingFolder, config),
    }),
  };
}
