import path from 'node:path';
import { count, jsonText } from '../../../../core/index.ts';
import { defaultRetirePolicy, type RetirePolicy } from '../../../../flows/index.ts';
import { planText } from '../../../../report/index.ts';
import { ledger, output, retire } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeFileWhole } from '../../output/write-file.ts';
import { resultPlaces, writeResult } from '../../output/write-result.ts';
import { readManifests } from '../../retire/manifest-files.ts';

export async function run(context: Context): Promise<number> {
  const { command, host, log, settings, values, words } = context;
  const manifests = await readManifests(values.list(retire.manifests), context);
  const plan = await (await context.flows()).planRetire(words, { policy: policyFrom(context), manifests }, settings);
  const file = values.value(retire.plan);
  if (file !== undefined) await writeFileWhole(path.resolve(host.workingFolder, file), jsonText(plan));
  const written = resultPlaces(command, values).find((place) => place.format === 'json' && place.file !== undefined);
  await writeResult(context, {
    text: (options) => planText(plan, options, file ?? written?.file),
    json: () => plan,
  });
  if (values.on(output.allowPartial)) return 0;
  if (plan.registries.every(({ repositories }) => repositories === 0)) {
    log.warn('nothing was looked at: there is no repository (--allow-partial accepts it)');
    return 5;
  }
  if (plan.problems.length === 0) return 0;
  log.warn(
    `incomplete: ${count(plan.problems.length, 'thing')} could not be read, and what that could be about stays (--allow-partial accepts it)`,
  );
  return 5;
}

function policyFrom({ values }: Context): RetirePolicy {
  const usual = defaultRetirePolicy;
  const tags = values.list(retire.keepTag);
  return {
    keepLast: values.value(ledger.keepLast) ?? usual.keepLast,
    youngerThanDays: values.value(retire.youngerThan) ?? usual.youngerThanDays,
    keepTags: tags.length === 0 ? usual.keepTags : tags,
    usedWithinDays: values.value(retire.usedWithin) ?? usual.usedWithinDays,
    keepBases: values.value(retire.keepBases) !== 'off',
    orphans: values.on(retire.deleteOrphans) ? 'delete' : 'keep',
  };
}
