// npm's `semver`: run in a folder where it is installed.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const semver = createRequire(`${process.cwd()}/`)('semver');
for await (const line of createInterface({ input: process.stdin })) {
  const [a, b] = line.split('\t');
  console.log([a, '<=>'[semver.compare(a, b) + 1], b].join('\t'));
}
