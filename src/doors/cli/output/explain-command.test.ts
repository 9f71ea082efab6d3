import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherFinding } from '../../../../lab/fixtures/index.ts';
import type { Digest, Subject } from '../../../core/index.ts';
import { cli } from '../run.ts';
import { fakeHost, sampleReport } from '../testing/fake-host.ts';

const digest: Digest = `sha256:${'1'.repeat(64)}`;
const platform = { os: 'linux', architecture: 'amd64' };
const image: Subject = { kind: 'image', name: 'app:1', digest, configDigest: digest, platform };
const listed: Subject = { kind: 'files', name: 'bom.json', content: 'sbom', path: 'bom.json' };

const cases: readonly (readonly [what: string, subject: Subject, line: string, hint: string])[] = [
  ['an image is in the ledger', image, 'scan app:1', ''],
  ['an image that was not kept', image, 'scan app:1 --no-record', ' app:1'],
  ['a bill of materials, of which nothing is kept', listed, 'scan bom.json', ' bom.json'],
  ['a bill of materials, reported to a file', listed, 'scan bom.json -o table -o json=/dev/null', ' --from /dev/null'],
];

for (const [what, subject, line, hint] of cases)
  test(`the command that explains finds the finding again: ${what}`, async () => {
    const finding = otherFinding({ id: 'secret/x', subject });
    const host = fakeHost({ env: { XDG_DATA_HOME: '/nowhere' }, report: { ...sampleReport([finding]), subject } });
    await cli(line.split(' '), host);
    assert.match(host.printed(), new RegExp(`^next: seaworthy explain secret/x${hint}$`, 'm'));
  });
