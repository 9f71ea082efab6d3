/**
 * Whether a bill of materials that we wrote is judged as the image is: `npm run check:one-truth -- FEEDS TARGET...`. Each target is scanned, written in every
 * form that bills of materials have, and each of these is scanned, also after a round trip through another form. Prints findings that only one side has, and
 * ends with `N passed, N failed`. FEEDS holds `alpine/`, `debian/security-tracker/data/` and `osv/`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageOf, type Report, systemClock } from '../../src/core/index.ts';
import { feeds, offlineSettings, type Settings, sbom, scan } from '../../src/flows/index.ts';
import { reportFormats } from '../../src/report/index.ts';

const [feedFolder = '../shared/feeds', ...targets] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'seaworthy-truth-'));
const folder = (path: string): string => `${pathToFileURL(resolve(feedFolder, path)).href}/`;

const used = {
  alpine: folder('alpine'),
  'debian-advisories': folder('debian/security-tracker/data'),
  osv: folder('osv'),
};

const settings: Settings = offlineSettings({
  databaseDirectory: join(work, 'database'),
  feeds: { ...Object.fromEntries(feeds.map(({ setting }) => [setting, 'off'])), ...used },
  clock: systemClock,
  toolVersion: 'check',
});

/** What a finding comes to: which flaw, of what, how bad, mended how. Its place in the graph and its fingerprint are of the subject. */
const lines = (report: Report): ReadonlySet<string> =>
  new Set(
    // What an image says of itself stands in no bill of materials.
    report.findings
      .filter(({ kind }) => kind !== 'misconfiguration')
      .map((one) => {
        const found = packageOf(one);
        return JSON.stringify([one.id, found?.purl, found?.version, found?.id, one.severity, one.fix.state]);
      }),
  );

const forms = reportFormats.filter(({ id }) => /^(?:cyclonedx|spdx)/.test(id));
const options = { color: false, width: 100 };
let passed = 0;
let failed = 0;

function compare(what: string, image: Report, document: Report): void {
  const [one, other] = [lines(image), lines(document)];
  const missing = [...one].filter((line) => !other.has(line));
  const extra = [...other].filter((line) => !one.has(line));
  const counts = `${image.packages.length} and ${document.packages.length} packages, ${one.size} and ${other.size} findings`;
  console.log(`${what}: ${counts}, ${missing.length} missing, ${extra.length} extra`);
  for (const line of missing.slice(0, 20)) console.log(`  missing ${line}`);
  for (const line of extra.slice(0, 20)) console.log(`  extra   ${line}`);
  const same = missing.length + extra.length === 0 && image.packages.length === document.packages.length;
  if (same) passed++;
  else failed++;
}

try {
  for (const target of targets) {
    const image = await scan(target, settings);
    const inventory = await sbom(target, settings);
    for (const form of forms) {
      const file = join(work, `${form.id}.${form.extension}`);
      writeFileSync(file, await form.write(inventory, options));
      compare(`${target} as ${form.id}`, image, await scan(`sbom:${file}`, settings));
    }
    for (const [first, second] of [
      ['cyclonedx', 'spdx'],
      ['spdx', 'cyclonedx'],
      ['spdx-3', 'cyclonedx-xml'],
    ] as const) {
      const [one, other] = [first, second].map((id) => forms.find((form) => form.id === id));
      if (!one || !other) throw new Error(`no form ${first} or ${second}`);
      const read = await sbom(`sbom:${join(work, `${one.id}.${one.extension}`)}`, settings);
      const file = join(work, `again.${other.extension}`);
      writeFileSync(file, await other.write(read, options));
      compare(`${target} as ${first}, then ${second}`, image, await scan(`sbom:${file}`, settings));
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
