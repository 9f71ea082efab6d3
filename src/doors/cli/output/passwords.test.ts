import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import * as flows from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { fakeHost } from '../testing/fake-host.ts';

/* A password in an address that somebody typed, set or was given is in nothing that we print. */

const url = 'https://someone:hunter2@127.0.0.1:1/x';
const reference = 'someone:hunter2@127.0.0.1:1/x:1';

const lines: readonly (readonly string[])[] = [
  ...[url, reference].flatMap((target) => [
    ['scan', target, '--record', 'off'],
    ['sbom', target],
    ['lint', target],
    ['verify', target, '--key', 'k'],
    ['tree', target],
    ['voyage', target],
    ['diff', target, target],
    ['ledger', 'list', target],
    ['ledger', 'show', target],
    ['rejudge', target],
    ['gate', 'check', '--gate', target, target],
    ['retire', 'plan', target],
    ['replay', target],
    ['explain', target],
    ['explain', 'CVE-1', '--from', target],
    ['db', 'search', target],
    ['db', 'update', target],
    ['help', target],
    [target],
  ]),
  ['db', 'update', '--feed', `osv=${url}`],
  ['db', 'update', '--feed', `${url}=off`],
  ['scan', 'x', '--insecure-plain-http', 'someone:hunter2@host'],
  ['scan', 'x', '--platform', url],
  ['scan', 'x', '-o', url],
  ['scan', 'x', '--config', url],
  ['scan', 'x', '--fail-on', url],
  ['config', 'show', '--origin', '--database', url],
  ['config', 'show', '--ledger', reference],
];

for (const words of lines) {
  for (const more of [[], ['--debug', '--verbose'], ['--log-format=json']]) {
    test(`no password is printed: ${[...words, ...more].join(' ')}`, () =>
      inTemporaryDirectory(async (folder) => {
        const env = { XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder, HOME: folder };
        const host = fakeHost({ env, workingFolder: folder, flows });
        await cli([...words, ...more], host);
        const said = host.printed() + host.said();
        assert.notEqual(said, '');
        assert.doesNotMatch(said, /hunter2/);
      }));
  }
}

test('no password is printed: environment and files', () =>
  inTemporaryDirectory(async (folder) => {
    const env = {
      XDG_DATA_HOME: folder,
      SEAWORTHY_DATABASE: url,
      SEAWORTHY_LEDGER: url,
      HTTPS_PROXY: url,
      ALL_PROXY: url,
      NO_PROXY: url,
    };
    for (const words of [['env'], ['config', 'show', '--origin'], ['db', 'update', '--debug']]) {
      const host = fakeHost({ env, workingFolder: folder, flows });
      await cli(words, host);
      assert.doesNotMatch(host.printed() + host.said(), /hunter2/);
    }
    for (const text of [`feeds: { osv: "${url}" }`, `platform: "${url}"`, `"${url}": 1`, `: ${url}\n- "`]) {
      writeFileSync(join(folder, 'x.yaml'), text);
      const host = fakeHost({ env, workingFolder: folder, flows });
      assert.equal(await cli(['config', 'show', '--origin', '--config', 'x.yaml'], host), 2, text);
      assert.doesNotMatch(host.printed() + host.said(), /hunter2/, text);
    }
  }));
