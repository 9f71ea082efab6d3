import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { secretScanner } from '../../src/phases/1-build/secrets/index.ts';

/*
 * How fast the search for secrets is over the sources in a folder, and what it finds there: `node lab/bench/search-secrets.ts FOLDER`. Files are read before,
 * so that only the search is measured; the first of three turns is cold.
 */
const [folder = '.'] = process.argv.slice(2);
const scanner = secretScanner({ key: Buffer.from('a key for the bench') });
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((path) => {
  const status = lstatSync(join(folder, path));
  if (!status.isFile() || status.size > scanner.maxBytes || !scanner.wants(path, status)) return [];
  const bytes = readFileSync(join(folder, path));
  return scanner.sniff(bytes.subarray(0, 512)) ? [{ path, bytes }] : [];
});
const megabytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6;

for (let turn = 1; turn <= 3; turn++) {
  const before = process.cpuUsage();
  const found = files.flatMap(({ path, bytes }) => scanner.scan(path, bytes).hits);
  const { user, system } = process.cpuUsage(before);
  const speed = megabytes / ((user + system) / 1e6);
  process.stdout.write(
    `${megabytes.toFixed(1)} MB in ${files.length} files, ${found.length} found, ${speed.toFixed(0)} MB a CPU second\n`,
  );
  if (turn === 3)
    for (const { severity, detector, path, line } of found)
      process.stdout.write(`${severity} ${detector} ${path}:${line}\n`);
}
