import { readFileSync, writeSync } from 'node:fs';

/*
 * Loaded before a program that is measured (`node --import`): tells its highest memory, in KiB, on standard error. Where the kernel tells that of this very program
 * it is asked: what `getrusage` tells counts what whoever started it had in memory at that moment.
 */
process.on('exit', () => {
  writeSync(2, `peak memory ${ownPeak() ?? process.resourceUsage().maxRSS}\n`);
});

function ownPeak(): string | undefined {
  try {
    return /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
