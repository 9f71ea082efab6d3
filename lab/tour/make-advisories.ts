/** Writes the advisory set of the tour in the shapes that the publishers serve: `examples/tour/advisories` (`npm run tour:advisories`). */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeZip } from '../fixtures/index.ts';
import { debianTracker, dlaList, dsaList, epss, kev, osv } from './advisories.ts';

const target = join(import.meta.dirname, '../../examples/tour/advisories');
const modified = '2026-11-24T00:00:00Z';

function write(path: string, bytes: string | Uint8Array): void {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), bytes);
}

rmSync(target, { recursive: true, force: true });
write(
  'README.md',
  `# Advisories for the tour

A small set written by hand for one image, in the shapes that the publishers serve. It is no database: use it for nothing but \`seaworthy tour\`.
Made by \`lab/tour/make-advisories.ts\` from \`lab/tour/advisories.ts\`. The facts are those of the public records (OSV, Debian, CISA, FIRST.org); the texts are ours.
`,
);
for (const [ecosystem, records] of Object.entries(osv)) {
  const entries = records.map((facts) => {
    const events = facts.ranges.map(([introduced, fixed]) => ({
      type: ecosystem === 'PyPI' ? 'ECOSYSTEM' : 'SEMVER',
      events: [{ introduced }, { fixed }],
    }));
    const record = {
      schema_version: '1.7.0',
      id: facts.id,
      aliases: facts.aliases,
      summary: facts.summary,
      published: facts.published,
      modified,
      affected: [{ package: { ecosystem, name: facts.package }, ranges: events }],
      ...(facts.cvss === undefined ? {} : { severity: [{ type: 'CVSS_V3', score: facts.cvss }] }),
      ...(facts.word === undefined ? {} : { database_specific: { severity: facts.word } }),
      references: [{ type: 'ADVISORY', url: `https://osv.dev/vulnerability/${facts.id}` }],
    };
    return { name: `${facts.id}.json`, content: JSON.stringify(record) };
  });
  write(`osv/${ecosystem}/all.zip`, makeZip(entries));
}
write('debian-tracker/data/json', JSON.stringify(debianTracker, null, 1));
write('debian-advisories/DSA/list', dsaList);
write('debian-advisories/DLA/list', dlaList);
write('kev/known_exploited_vulnerabilities.json', JSON.stringify(kev, null, 1));
const rows = Object.entries(epss).map(([cve, [probability, percentile]]) => `${cve},${probability},${percentile}`);
write(
  'epss/epss_scores-current.csv.gz',
  gzipSync(`#model_version:tour,score_date:2026-08-16T00:00:00+0000\ncve,epss,percentile\n${rows.join('\n')}\n`),
);
