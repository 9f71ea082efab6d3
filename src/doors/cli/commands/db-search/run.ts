import {
  type Advisory,
  type Exploitation,
  jsonText,
  percent,
  SeaworthyError,
  type VersionRange,
} from '../../../../core/index.ts';
import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { columns } from '../../output/columns.ts';

export async function run({ flows, host, settings, values, words }: Context): Promise<number> {
  const [id = ''] = words;
  const found = await (await flows()).searchDatabase(id, settings);
  if (values.on(output.json)) await host.out.write(jsonText(found));
  if (found.length === 0) {
    throw new SeaworthyError(
      'E_NO_FINDING',
      `the local advisory data says nothing about ${JSON.stringify(id.slice(0, 100))}`,
      {
        next: 'It holds only what scans have needed so far: see `seaworthy db status`.',
      },
    );
  }
  if (values.on(output.json)) return 0;
  const rows = found.map((record) =>
    'advisory' in record
      ? [record.partition, record.advisory.id, record.advisory.package, describe(record.advisory)]
      : [record.partition, record.cve, '', exploitationText(record.exploitation)],
  );
  await host.out.write(columns([['PARTITION', 'ID', 'PACKAGE', 'STATEMENT'], ...rows]));
  return 0;
}

function exploitationText({ known, epss }: Exploitation): string {
  const parts: string[] = [];
  if (known !== undefined) {
    parts.push(`exploited, on the list since ${known.added}${known.ransomware ? ', also by ransomware' : ''}`);
    if (known.action !== undefined) parts.push(known.action);
  }
  if (epss !== undefined)
    parts.push(
      `likely to be exploited in 30 days: ${percent(epss.probability)} (of all CVEs, ${percent(epss.percentile)} score no higher)`,
    );
  return parts.join('; ');
}

/** What the record says of versions, in one line. */
function describe({ status, ranges, versions, note }: Advisory): string {
  const parts = [...ranges.map(range), ...(versions.length > 0 ? [`${versions.length} versions by name`] : [])];
  const words = parts.length > 0 ? `${status}: ${parts.join(', ')}` : status;
  return note === undefined ? words : `${words} (${note})`;
}

function range({ introduced, fixed, lastAffected }: VersionRange): string {
  const start = introduced === undefined || introduced === '0' ? '' : `from ${introduced} `;
  if (fixed !== undefined) return `${start}before ${fixed}`;
  if (lastAffected !== undefined) return `${start}up to ${lastAffected}`;
  return start === '' ? 'all versions' : start.trim();
}
