import { type Advisory, type Exploitation, percent, type VersionRange } from '../../core/index.ts';
import type { FoundRecord } from '../../flows/index.ts';
import { table } from '../terminal/table.ts';

/** What the advisory data on disk says of an id, one record a line; the last column gives way where there is little room. */
export function searchText(found: readonly FoundRecord[], width: number): string {
  const rows = found.map((record) =>
    'advisory' in record
      ? [record.partition, record.advisory.id, record.advisory.package, describe(record.advisory)]
      : [record.partition, record.cve, '', exploitationText(record.exploitation)],
  );
  const columns = [
    { head: 'PARTITION' },
    { head: 'ID' },
    { head: 'PACKAGE' },
    { head: 'STATEMENT', keeps: 'start' as const },
  ];
  return table(columns, rows, width);
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
