import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from 'seaworthy';
import { reportFormats } from 'seaworthy/report';
import { settingsIn, tour } from './settings.ts';

const folder = await mkdtemp(join(tmpdir(), 'reports-'));
try {
  const report = await lint([join(tour, 'build-context/Dockerfile')], settingsIn(folder));
  for (const format of reportFormats.filter(({ id }) => ['html', 'json', 'sarif'].includes(id))) {
    const text = await format.write(report, { color: false, width: 100 });
    await writeFile(join(folder, `dockerfile.${format.extension}`), text);
  }
  const files = await readdir(folder);
  console.log(`${report.findings.length} findings in ${files.filter((name) => name.startsWith('dockerfile.')).join(', ')}`);
} finally {
  await rm(folder, { recursive: true });
}
