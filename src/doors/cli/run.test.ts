import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { sampleFinding } from '../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../core/index.ts';
import { type Session, type Settings, settingsOf } from '../../flows/index.ts';
import { cli } from './run.ts';
import { type FakeOptions, fakeHost, missed, sampleReport } from './testing/fake-host.ts';

async function run(line: string, options: FakeOptions = {}) {
  const host = fakeHost(options);
  const code = await cli(line.split(' ').filter(Boolean), host);
  return { code, host, out: host.printed(), err: host.said() };
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'seaworthy-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const high = sampleReport([sampleFinding()]);

test('scan: exit codes', async () => {
  assert.equal((await run('scan x')).code, 0);
  assert.equal((await run('scan x', { report: high })).code, 0);
  assert.equal((await run('scan x --fail-on high', { report: high })).code, 3);
  assert.equal((await run('scan x --fail-on critical', { report: high })).code, 0);
  assert.equal((await run('scan x', { report: high, env: { SEAWORTHY_FAIL_ON: 'high' } })).code, 3);
  const partial = { report: sampleReport([], { problems: [missed] }) };
  assert.equal((await run('scan x', partial)).code, 5);
  assert.equal((await run('scan x --allow-partial', partial)).code, 0);
  assert.equal((await run('sbom x', partial)).code, 5);
});

test('scan: a table on standard output and nothing else; why the code is not 0 on standard error', async () => {
  const { out, err } = await run('scan x --fail-on high', { report: high });
  assert.match(out, /CVE-2024-1/);
  assert.ok(!out.includes('\u001b'));
  assert.equal(err, '1 finding meets --fail-on high\n');
  assert.equal((await run('scan x --fail-on high -q', { report: high })).err, '');
});

test('scan: files are written, and then nothing is printed', async () => {
  await inFolder(async (folder) => {
    const { code, out } = await run('scan x -o json=a.json -o sarif=b.sarif', { report: high, workingFolder: folder });
    assert.deepEqual([code, out], [0, '']);
    assert.deepEqual(readdirSync(folder).sort(), ['a.json', 'b.sarif']);
    assert.equal(JSON.parse(readFileSync(path.join(folder, 'a.json'), 'utf8')).findings[0].id, 'CVE-2024-1');
    const failed = await run('scan x -o json=no/such/a.json', { workingFolder: folder });
    assert.deepEqual([failed.code, failed.out], [1, '']);
    assert.match(failed.err, /\[E_WRITE\]\n$/);
  });
});

test('scan: what is asked for reaches the flow', async () => {
  const line =
    'scan x --offline --no-cache --platform linux/arm64 --timeout 5s --feed alpine=off --max-layers 7 --database db';
  const settings = (await run(line)).host.settings();
  assert.ok(settings);
  assert.equal(settings.offline, true);
  assert.equal(settings.cacheDirectory, undefined);
  assert.deepEqual(settings.platform, { os: 'linux', architecture: 'arm64' });
  assert.equal(settings.limits.networkTimeout, 5_000);
  assert.equal(settings.limits.layers, 7);
  assert.deepEqual(settings.feeds, { alpine: 'off' });
  assert.equal(settings.databaseDirectory, '/nowhere/work/db');
  assert.equal(settings.toolVersion, '1.2.3');
});

test('scan: --timeout is a time for all of it, and what is open is closed then', async () => {
  let given: AbortSignal | undefined;
  const flows = {
    scan: (_target: string, settings: Settings | Session) => {
      const { signal } = settingsOf(settings);
      given = signal;
      return new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(new Error('gone'))));
    },
  };
  const over = await run('scan x --timeout 50ms', { flows });
  assert.deepEqual([over.code, given?.aborted], [1, true]);
  assert.match(over.err, /it was not done within 0\.05 s\. Raise `--timeout`\. \[E_TIMEOUT\]\n$/);
  const stopped = await run('scan x --timeout 1h', { flows, signal: AbortSignal.timeout(20) });
  assert.deepEqual([stopped.code, given?.aborted], [130, true]);
});

test('scan: old advisory data is told', async () => {
  const source = {
    id: 'alpine/3.20',
    title: '',
    date: '',
    fetched: '2026-01-01T00:00:00Z',
    records: 1,
    digest: 'sha256:0',
    origin: '',
  } as const;
  const options = { report: sampleReport([], { sources: [source] }), env: { SOURCE_DATE_EPOCH: '1767830400' } };
  assert.match((await run('scan x', options)).err, /^warning: advisory data alpine\/3\.20 was fetched 7 days ago/);
  assert.equal((await run('scan x --db-max-age-warning 8d', options)).err, '');
});

test('a configuration file of the project, of the user, and one that is named', async () => {
  await inFolder(async (folder) => {
    const env = { XDG_CONFIG_HOME: path.join(folder, 'config') };
    writeFileSync(path.join(folder, 'seaworthy.yaml'), 'fail-on: high\n');
    const options = { report: high, workingFolder: folder, env };
    assert.equal((await run('scan x', options)).code, 3);
    assert.equal((await run('scan x --no-config', options)).code, 0);
    assert.equal((await run('scan x --fail-on critical', options)).code, 0);
    writeFileSync(path.join(folder, 'seaworthy.yaml'), 'database: /elsewhere\n');
    assert.match((await run('scan x', options)).err, /project's file may not set database.*\(seaworthy.yaml:1\)/);
    assert.equal(
      (await run('scan x --config seaworthy.yaml', options)).host.settings()?.databaseDirectory,
      '/elsewhere',
    );
    assert.match((await run('scan x --config none.yaml', options)).err, /no such configuration file.*none.yaml/);
  });
});

const mistakes: readonly (readonly [string, RegExp])[] = [
  ['scna x', /no command "scna"\. Did you mean `seaworthy scan`\?/],
  ['alpine:3.20', /To look into it: `seaworthy scan alpine:3.20`/],
  ['db', /wants one more word\. Use db update,/],
  ['db updte', /Did you mean `seaworthy db update`\?/],
  ['scan', /missing required argument 'TARGET'\. See `seaworthy help scan`/],
  // Thrown far below the command line, by what knows of no command.
  ['ledger list --since 2999-01-01', /no records\. See `seaworthy help ledger list`\. \[E_USAGE\]/],
  ['verify a b', /too many arguments/],
  ['scan image alpine:3.20', /"image" is a word of another tool\. Leave out `image`/],
  ['scan a --ofline', /unknown option '--ofline'\. Did you mean --offline\?/],
  ['scan a --timeout', /argument missing/],
  ['scan a --timeout 3', /--timeout wants a duration/],
  ['scan a -o jsn', /no format "jsn"\. Did you mean json\?/],
  ['scan a -o json -o sarif', /only one format can go to standard output/],
  ['scan a -o json=x -o sarif=x', /same file \(x\)/],
  ['scan a --feed alpin=off', /no feed "alpin"\. Did you mean alpine\?/],
  ['scan a --feed osv', /--feed wants NAME=URL\|off/],
  ['scan a --fail-on hihg', /conditions such as/],
  ['scan a --offline=yes', /unknown option '--offline=yes'/],
  ['explain CVE-1 x --from y', /only one can be looked in/],
  ['explain E_DIGST', /Did you mean E_DIGEST\?/],
  ['completion tcsh', /The shells are bash, zsh, fish, powershell/],
  ['help nonsense-word', /no help on "nonsense-word"/],
  ['-q', /no command is given/],
];

for (const [line, message] of mistakes) {
  test(`a mistake is told in one line, with what was meant: ${line}`, async () => {
    const { code, out, err } = await run(line);
    assert.equal(code, 2);
    assert.equal(out, '');
    assert.match(err, message);
    assert.match(err, /^error: [^\n]*\[E_USAGE\]\n$/);
  });
}

test('errors of flows keep their code; others are defects of ours, with a stack on request', async () => {
  const fails = (error: unknown) => ({
    flows: {
      scan: async () => {
        throw error;
      },
    },
  });
  const auth = await run('scan x', fails(new SeaworthyError('E_AUTH', 'the registry refuses')));
  assert.deepEqual([auth.code, auth.out], [6, '']);
  const defect = await run('scan x', fails(new TypeError('x is undefined')));
  assert.equal(defect.code, 1);
  assert.match(defect.err, /x is undefined.*\[E_INTERNAL\]\n$/);
  assert.match((await run('scan x --debug', fails(new TypeError('boom')))).err, /caused by TypeError: boom\n +at /);
  const json = JSON.parse(
    (await run('scan x --log-format json', fails(new SeaworthyError('E_AUTH', 'no', { where: 'r' })))).err,
  );
  assert.deepEqual([json.level, json.code, json.where], ['error', 'E_AUTH', 'r']);
});

test('an interruption ends with 130, whatever was thrown', async () => {
  const controller = new AbortController();
  const { code, err } = await run('scan x', {
    signal: controller.signal,
    flows: {
      scan: async () => {
        controller.abort();
        throw new Error('aborted');
      },
    },
  });
  assert.equal(code, 130);
  assert.match(err, /\[E_INTERRUPTED\]/);
});

test('explain: from a report, and by scanning', async () => {
  await inFolder(async (folder) => {
    await run('scan x -o json=r.json', { report: high, workingFolder: folder });
    const options = { report: high, workingFolder: folder };
    const fromReport = await run('explain CVE-2024-1 --from r.json', options);
    assert.equal(fromReport.code, 0);
    assert.match(fromReport.out, /CVE-2024-1/);
    assert.equal((await run('explain CVE-2024-1 x', options)).out, fromReport.out);
    assert.match((await run('explain CVE-9 x', options)).err, /\[E_NO_FINDING\]/);
    assert.match((await run('explain CVE-9 --from none.json', options)).err, /no such report.*\[E_TARGET_NOT_FOUND\]/);
    assert.match((await run(`explain CVE-9 --from ${folder}`, options)).err, /not a regular file.*\[E_READ\]/);
  });
  assert.match((await run('explain e_digest')).out, /^E_DIGEST\n/);
});

test('convert: a report in other forms, with the exit code of whoever made it', async () => {
  await inFolder(async (folder) => {
    const options = { report: high, workingFolder: folder };
    const scanned = await run('scan x', options);
    await run('scan x -o json=r.json', options);
    const withoutNext = (text: string): string => text.replace(/^next: .*\n/m, '');
    const converted = await run('convert r.json', options);
    assert.equal(withoutNext(converted.out), withoutNext(scanned.out));
    assert.match(converted.out, /^next: seaworthy explain CVE-2024-1 --from r\.json$/m);
    await run('convert r.json -o json=again.json -o sarif=r.sarif', options);
    assert.deepEqual(readFileSync(path.join(folder, 'again.json')), readFileSync(path.join(folder, 'r.json')));
    assert.equal((await run('convert r.json --fail-on high', options)).code, 3);
    assert.equal((await run('convert r.json --fail-on critical', options)).code, 0);

    await run('scan x -o json=p.json', { ...options, report: sampleReport([], { problems: [missed] }) });
    assert.equal((await run('convert p.json', options)).code, 5);
    // Nobody looked for packages: a bill of materials without any would be taken for an answer.
    await run('scan x -o json=l.json', { ...options, report: sampleReport([], { lookedFor: ['misconfiguration'] }) });
    assert.match((await run('convert l.json -o cyclonedx', options)).err, /cyclonedx tells nothing.*\[E_USAGE\]/);
    assert.match((await run('convert none.json', options)).err, /no such JSON report.*\[E_TARGET_NOT_FOUND\]/);
    assert.match((await run('convert .', options)).err, /this is no JSON report.*\[E_FORMAT\]/);
    const kept = await run('convert ledger:x', { ...options, flows: { ledgerReport: async () => high } });
    assert.match(kept.out, /^next: seaworthy explain CVE-2024-1 ledger:x$/m);
  });
});

test('db update: a line a partition, and 1 when one was refused', async () => {
  const flows: FakeOptions['flows'] = {
    updateDatabase: async () => [
      { partition: 'kev', state: 'updated', records: 3, date: '2026-01-01T00:00:00Z', problems: ['1 record left out'] },
      { partition: 'osv/Go', state: 'refused', why: 'no JSON', problems: [] },
    ],
  };
  const { code, out, err } = await run('db update', { flows });
  assert.equal(code, 1);
  assert.equal(out, 'kev     updated  3 records of 2026-01-01\nosv/Go  refused  no JSON\n');
  assert.match(err, /^warning: kev: 1 record left out\nerror: 1 partition was refused \(osv\/Go\).*\[E_FEED\]\n$/);
});

test('db status, search and feeds print text or JSON', async () => {
  assert.equal((await run('db status --json')).out, '[]\n');
  assert.match((await run('db status')).err, /No advisory data yet/);
  assert.equal((await run('db search CVE-1 --json')).out, '[]\n');
  assert.match((await run('db search CVE-1')).err, /\[E_NO_FINDING\]/);
  assert.equal((await run('db search CVE-1 --json')).code, 1);
  assert.match((await run('db feeds --feed alpine=off')).out, /alpine +off /);
});

test('env does not show what may be secret', async () => {
  const { out } = await run('env', { env: { HTTPS_PROXY: 'http://u:hunter2@p', SEAWORTHY_TIMEOUT: '5s' } });
  assert.ok(!out.includes('hunter2'));
  assert.match(out, /HTTPS_PROXY +\(set, not shown\)/);
  assert.match(out, /SEAWORTHY_TIMEOUT +5s/);
});

test('config show is a configuration file, and says where values come from', async () => {
  await inFolder(async (folder) => {
    const options = { workingFolder: folder, env: { SEAWORTHY_TIMEOUT: '5s' } };
    const line = 'config show --offline --feed alpine=off --fail-on high';
    const { out } = await run(line, options);
    writeFileSync(path.join(folder, 'shown.yaml'), out);
    const again = await run('config show --config shown.yaml', { workingFolder: folder });
    assert.equal(again.out, out);
    const told = (await run(`${line} --origin`, options)).out;
    assert.match(told, /offline: true +# flag: --offline/);
    assert.match(told, /timeout: 5s +# environment: SEAWORTHY_TIMEOUT/);
    assert.match(told, /refresh: false +# default/);
  });
});

test('config show writes its own forms, and its -o is none of the settings', async () => {
  await inFolder(async (folder) => {
    writeFileSync(path.join(folder, 'own.yaml'), 'output: [sarif=x.sarif]\n');
    const options = { workingFolder: folder, env: { SEAWORTHY_TIMEOUT: '5s' } };
    const line = 'config show --config own.yaml --offline --feed alpine=off';
    const { code, out } = await run(`${line} -o json`, options);
    assert.equal(code, 0);
    const told = new Map(
      (JSON.parse(out) as { name: string; value: unknown; origin: string }[]).map((one) => [one.name, one]),
    );
    assert.deepEqual(told.get('offline'), { name: 'offline', value: true, isSet: true, origin: 'flag: --offline' });
    assert.deepEqual(told.get('feeds')?.value, { alpine: 'off' });
    assert.deepEqual(told.get('output')?.value, ['sarif=x.sarif']);
    assert.match(told.get('timeout')?.origin ?? '', /environment: SEAWORTHY_TIMEOUT/);
    assert.equal((await run(`${line} -o text`, options)).out, (await run(line, options)).out);
    assert.deepEqual(
      (await Promise.all(['bogus', 'sarif'].map((form) => run(`${line} -o ${form}`, options)))).map((one) => [
        one.code,
        one.out,
      ]),
      [
        [2, ''],
        [2, ''],
      ],
    );
    const hidden = await run('config show --proxy http://u:hunter2@p -o json', { workingFolder: folder });
    assert.ok(!`${hidden.out}${hidden.err}`.includes('hunter2'));
  });
});

test('tour: says what the flow says and leaves the report', async () => {
  await inFolder(async (folder) => {
    const { code, out } = await run('tour', { workingFolder: folder });
    assert.equal(code, 0);
    assert.match(out, /^1\. A step\n/);
    assert.deepEqual(readdirSync(folder).sort(), ['seaworthy-tour.html', 'seaworthy-voyage.html']);
    const text = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    assert.match(text('seaworthy-tour.html'), /^<!doctype html>[\s\S]*href="\.\/seaworthy-voyage\.html"/i);
    assert.match(text('seaworthy-voyage.html'), /^<!doctype html>[\s\S]*href="\.\/seaworthy-tour\.html"/i);
  });
});
