import { writeSync } from 'node:fs';

/* Loaded before a program that is measured (`node --import`): tells its highest memory, in KiB, on standard error. */
process.on('exit', () => {
  writeSync(2, `peak memory ${process.resourceUsage().maxRSS}\n`);
});
