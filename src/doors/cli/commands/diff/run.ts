import path from 'node:path';
import type { Report } from '../../../../core/index.ts';
import type { ComparedReport } from '../../../../flows/index.ts';
import { diffText, maxReportLength, writtenDiff } from '../../../../report/index.ts';
import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { judgeDiffs } from '../../diff/judge-diffs.ts';
import { reportFile } from '../../diff/report-file.ts';
import { writeResult } from '../../output/write-result.ts';
import { withTrust } from '../../ship/wanted-signer.ts';

export async function run(context: Context): Promise<number> {
  const { flows, words } = context;
  const settings = withTrust(context);
  const [a = '', b = ''] = words;
  // Both are looked at before anything is scanned: a report that is broken should not cost a scan.
  const before = await side(a, context);
  const after = await side(b, context);
  const found = await (await flows()).diff(before, after, settings);
  await writeResult(context, { text: (options) => diffText(found, options), json: () => writtenDiff(found) });
  const isJudged = context.values.list(output.failOn).length > 0;
  const missed = [...missing('A', found.before, isJudged), ...missing('B', found.after, isJudged)];
  const unjudged = Math.max(0, found.after.unjudged - found.before.unjudged);
  return judgeDiffs(
    [{ findings: found.findings, basis: found.after, since: found.before.created, unjudged }],
    missed,
    context,
  );
}

/** What keeps a side from being compared with: by a base that nobody listed, whoever pushed it could call anything known. */
function missing(letter: string, { incomplete, notListed }: ComparedReport, isJudged: boolean): readonly string[] {
  if (isJudged && notListed !== undefined) return [`${letter} (${notListed}: \`seaworthy db bases REPOSITORY\`)`];
  return incomplete ? [letter] : [];
}

async function side(reference: string, { host }: Context): Promise<string | Report> {
  const text = reportFile(path.resolve(host.workingFolder, reference), maxReportLength);
  return text === undefined ? reference : (await host.reports()).readReport(text, reference);
}
