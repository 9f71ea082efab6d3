import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scan, updateDatabase } from 'seaworthy';
import { isExploited, isIncomplete, packageOf, SeaworthyError } from 'seaworthy/core';
import { image, settingsIn } from './settings.ts';

const folder = await mkdtemp(join(tmpdir(), 'scan-'));
try {
  const settings = settingsIn(folder);
  await updateDatabase(['debian-tracker/bookworm', 'osv/Go', 'osv/npm', 'osv/PyPI', 'kev', 'epss'], settings);
  const report = await scan(image, settings);
  for (const finding of report.findings.filter(isExploited)) {
    const found = packageOf(finding);
    console.log(`${finding.id} in ${found?.name} ${found?.version}: ${finding.fix.advice}`);
    for (const { statement } of finding.evidence) console.log(`  ${statement}`);
  }
  // Silence is worth something only where everything was looked at.
  console.log(isIncomplete(report.coverage) ? 'something was not looked at' : 'all of it was looked at');
} catch (error) {
  if (!(error instanceof SeaworthyError)) throw error;
  console.error(error.code, error.message);
  process.exitCode = error.exitCode;
} finally {
  await rm(folder, { recursive: true });
}
