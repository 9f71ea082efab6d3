import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ledgerVerify, scan, voyage } from 'seaworthy';
import { image, settingsIn } from './settings.ts';

const folder = await mkdtemp(join(tmpdir(), 'voyage-'));
try {
  const settings = settingsIn(folder);
  const { subject } = await scan(image, settings);
  const told = await voyage(subject.name, settings);
  for (const { phase, events } of told.phases) console.log(`${phase}: ${events.map(({ title }) => title).join('; ') || '-'}`);
  for (const { title, remedy } of told.open) console.log(`open: ${title}${remedy === undefined ? '' : ` → ${remedy}`}`);
  const { ok } = await ledgerVerify(undefined, settings);
  console.log(ok ? 'the ledger is as it was written' : 'the ledger was altered');
} finally {
  await rm(folder, { recursive: true });
}
