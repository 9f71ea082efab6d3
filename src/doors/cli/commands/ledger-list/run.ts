import { defined, SeaworthyError } from '../../../../core/index.ts';
import { recordTable, subjectTable } from '../../../../report/index.ts';
import { ledger } from '../../catalogue/index.ts';
import { isoTime } from '../../catalogue/moment.ts';
import type { Context } from '../../command.ts';
import { printsText, writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { values, words } = context;
  const wantsRecords =
    words[0] !== undefined ||
    values.list(ledger.kind).length > 0 ||
    values.value(ledger.since) !== undefined ||
    values.value(ledger.before) !== undefined;
  return wantsRecords ? listRecords(context) : listSubjects(context);
}

async function listRecords(context: Context): Promise<number> {
  const { flows, log, settings, values, words } = context;
  const [about] = words;
  const kinds = values.list(ledger.kind);
  const since = values.value(ledger.since);
  const before = values.value(ledger.before);
  const limit = values.value(ledger.limit);
  const now = settings.clock.now();
  if (since !== undefined && isoTime(since, now) > now.toISOString())
    throw new SeaworthyError('E_USAGE', '--since is in the future, where there are no records');
  const { ledgerList } = await flows();
  const page = await ledgerList(
    {
      ...defined({ about }),
      ...(kinds.length === 0 ? {} : { kinds }),
      ...(since === undefined ? {} : { since: isoTime(since, now) }),
      ...defined({ before, limit }),
    },
    settings,
  );
  await writeResult(context, {
    text: ({ width }) => (page.records.length === 0 ? '' : recordTable(page.records, width)),
    json: () => page,
  });
  // No record of this kind is an answer; a name that the ledger does not know is most likely a slip.
  if (about !== undefined && page.records.length === 0 && (page.subjects ?? []).length === 0) {
    throw new SeaworthyError(
      'E_TARGET_NOT_FOUND',
      `the ledger knows nothing of ${JSON.stringify(about.slice(0, 200))}`,
      {
        next: 'See what it knows with `seaworthy ledger list`.',
      },
    );
  }
  if (!printsText(context)) return 0;
  if (page.records.length === 0) log.note(`The ledger has no such records (${settings.ledgerDirectory}).`);
  if ((page.subjects ?? []).length > 1)
    log.note(`${page.subjects?.length} subjects go by ${JSON.stringify(about)}: name one by its key, see ledger show.`);
  if (page.next !== undefined) log.note(`There are more: add --before ${page.next} for the next page.`);
  return 0;
}

async function listSubjects(context: Context): Promise<number> {
  const { flows, log, settings, values } = context;
  const limit = values.value(ledger.limit) ?? 1;
  // One more than is shown, to know whether there are more.
  const found = await (await flows()).ledgerSubjects(undefined, limit + 1, settings);
  const subjects = found.slice(0, limit);
  await writeResult(context, {
    text: ({ width }) => (subjects.length === 0 ? '' : subjectTable(subjects, width)),
    json: () => ({ subjects, more: found.length > limit }),
  });
  if (!printsText(context)) return 0;
  if (subjects.length === 0)
    log.note(`Nothing is in the ledger yet (${settings.ledgerDirectory}): a scan is recorded there.`);
  if (found.length > limit) log.note('There are more: use --limit, or page through --kind inventory with --before.');
  return 0;
}
