import path from 'node:path';
import { defined } from '../../../../core/index.ts';
import { ledger } from '../../catalogue/index.ts';
import { isoTime } from '../../catalogue/moment.ts';
import type { Context } from '../../command.ts';
import { writeFileWhole } from '../../output/write-file.ts';

export async function run({ flows, host, log, settings, values, words }: Context): Promise<number> {
  const [about] = words;
  const kinds = values.list(ledger.kind);
  const since = values.value(ledger.since);
  const query = {
    ...defined({ about }),
    ...(kinds.length === 0 ? {} : { kinds }),
    ...(since === undefined ? {} : { since: isoTime(since, settings.clock.now()) }),
  };
  const lines = withLineFeeds((await flows()).ledgerExport(query, settings));
  const file = values.value(ledger.to);
  if (file === undefined) {
    for await (const line of lines) await host.out.write(line);
    return 0;
  }
  await writeFileWhole(path.resolve(host.workingFolder, file), lines);
  log.detail(`wrote ${file}`);
  return 0;
}

async function* withLineFeeds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
