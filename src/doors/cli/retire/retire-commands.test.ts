import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import {
  type ApplyResult,
  type ApplyRetireOptions,
  defaultRetirePolicy,
  type KeepEntry,
  type PlanRetireOptions,
  type RetirePlan,
  settingsOf,
} from '../../../flows/index.ts';
import { displayWidth } from '../../../report/index.ts';
import { cli } from '../run.ts';
import { type FakeOptions, fakeHost } from '../testing/fake-host.ts';

/* The commands over flows that are made up here. */

async function run(words: readonly string[], options: FakeOptions = {}) {
  const host = fakeHost(options);
  const code = await cli(words, host);
  return { code, out: host.printed(), err: host.said() };
}

const hostile = `evil\u001b[2J\nname\u202e${'x'.repeat(200)}`;
const hex = (letter: string) => `sha256:${letter.repeat(64)}` as const;

function entry(letter: string, tags: readonly string[], repository = 'app') {
  const digest = hex(letter);
  const key = `r.test/${repository}@${digest}`;
  return { key, registry: 'r.test', repository, digest, kind: 'image', mediaType: 'm', tags } as const;
}

const stays = (letter: string, rule: KeepEntry['reasons'][number]['rule'], text: string): KeepEntry => ({
  ...entry(letter, [`tag-${letter}`]),
  reasons: [{ rule, text }],
});

function planOf(over: Partial<RetirePlan> = {}): RetirePlan {
  return {
    schema: 'seaworthy.retire-plan',
    schemaVersion: 1,
    created: '2026-01-02T03:04:05.000Z',
    policy: defaultRetirePolicy,
    inputs: { registries: hex('a'), uses: hex('b'), policy: hex('c') },
    registries: [{ registry: 'r.test', time: '2026-01-02T03:04:05.000Z', whole: true, repositories: 1 }],
    sources: ['ledger (3 records)', 'pods.yaml'],
    keep: [
      stays('1', 'in-use', 'in use: seen running (2026-01-01)'),
      ...['2', '3', '4', '5'].map((letter) => stays(letter, 'last', `number ${letter} of 5`)),
    ],
    delete: [
      {
        ...entry('6', ['v1', 'v0']),
        reasons: [
          { rule: 'tags', text: 'tagged v1, v0; none is one of latest' },
          { rule: 'unused', text: 'not known to pods.yaml as in use' },
        ],
        parents: [],
        subjects: [],
        children: [],
        attachments: [],
        frees: 3 * 1024 * 1024,
      },
    ],
    bytes: { freed: 3 * 1024 * 1024, kept: 2048, exact: true },
    problems: [],
    warnings: [],
    ...over,
  };
}

/** A flow that gives a plan, and keeps what it was asked. */
function planning(plan: RetirePlan) {
  const asked: { targets: readonly string[]; options: PlanRetireOptions; record: boolean | undefined }[] = [];
  const options: FakeOptions = {
    flows: {
      planRetire: async (targets, given, settings) => {
        asked.push({ targets, options: given, record: settingsOf(settings).record });
        return plan;
      },
    },
  };
  return { asked, options };
}

function assertFits(text: string): void {
  for (const line of text.split('\n')) {
    assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
    assert.ok(displayWidth(line) <= 80, `${displayWidth(line)}: ${line}`);
  }
}

test('a plan is told by repository: what goes and why, what stays in groups, the sum', async () => {
  const { code, out, err } = await run(['retire', 'plan', 'r.test'], planning(planOf()).options);
  assert.deepEqual([code, err], [0, '']);
  assert.equal(
    out,
    [
      'r.test: all 1 repository, read 2026-01-02 03:04 UTC',
      'asked what is in use: ledger (3 records), pods.yaml',
      '',
      'r.test/app',
      '  1 manifest of 6 goes, which frees 3.0 MiB',
      '    - 666666666666  image  3.0 MiB  v1, v0',
      '      tagged v1, v0; none is one of latest; not known to pods.yaml as in use',
      '  5 manifests stay',
      '    + 1 in use',
      '      111111111111 tag-1: in use: seen running (2026-01-01)',
      '    + 4 among the newest',
      '      222222222222 tag-2: number 2 of 5',
      '      333333333333 tag-3: number 3 of 5',
      '      444444444444 tag-4: number 4 of 5',
      '      and 1 more',
      '',
      '1 manifest of 6 may go. Garbage collection can then free 3.0 MiB; 2.0 KiB stay.',
      'Nothing was deleted. Write the plan with `--plan FILE`, then `seaworthy retire',
      'apply FILE --dry-run`.',
      '',
    ].join('\n'),
  );
});

test('the policy, the manifests and what is recorded come from the flags', () =>
  inTemporaryDirectory(async (workingFolder) => {
    await writeFile(join(workingFolder, 'pods.yaml'), 'image: r.test/app');
    const usual = planning(planOf());
    await run(['retire', 'plan', 'r.test', 'q.test/a'], usual.options);
    assert.deepEqual(usual.asked, [
      { targets: ['r.test', 'q.test/a'], options: { policy: defaultRetirePolicy, manifests: [] }, record: true },
    ]);
    const own = planning(planOf());
    const words =
      'retire plan r.test --keep-last 0 --younger-than 7 --keep-tag v* --keep-tag app:x --used-within 90 --no-keep-bases --delete-orphans --no-record --manifests pods.yaml --manifests -';
    const { code } = await run(words.split(' '), { ...own.options, workingFolder, piped: 'r.test/b' });
    assert.equal(code, 0);
    assert.equal(own.asked[0]?.record, false);
    assert.deepEqual(own.asked[0]?.options.policy, {
      keepLast: 0,
      youngerThanDays: 7,
      keepTags: ['v*', 'app:x'],
      usedWithinDays: 90,
      keepBases: false,
      orphans: 'delete',
    });
    assert.deepEqual(
      own.asked[0]?.options.manifests.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]),
      [
        ['pods.yaml', 'image: r.test/app'],
        ['standard input', 'r.test/b'],
      ],
    );
    const missing = await run(['retire', 'plan', 'r.test', '--manifests', 'no.yaml'], {
      ...own.options,
      workingFolder,
    });
    assert.deepEqual([missing.code, own.asked.length], [1, 1]);
    assert.match(missing.err, /no\.yaml.*\[E_TARGET_NOT_FOUND\]/);
    const typed = await run(['retire', 'plan', 'r.test', '--manifests', '-'], { ...own.options, isTerminal: true });
    assert.deepEqual([typed.code, own.asked.length], [2, 1]);
    assert.match(typed.err, /standard input is a terminal/);
  }));

test('the plan is written as JSON, and printed so with --json', () =>
  inTemporaryDirectory(async (workingFolder) => {
    const options = { ...planning(planOf()).options, workingFolder };
    const { out } = await run(['retire', 'plan', 'r.test', '--plan', 'plan.json'], options);
    assert.match(out, /Next: `seaworthy retire apply plan\.json --dry-run`\n$/);
    assert.deepEqual(JSON.parse(await readFile(join(workingFolder, 'plan.json'), 'utf8')), planOf());
    assert.deepEqual(JSON.parse((await run(['retire', 'plan', 'r.test', '--json'], options)).out), planOf());
  }));

test('what could not be read is told, and the exit code says so', async () => {
  const plan = planOf({
    delete: [],
    problems: [{ code: 'E_AUTH', where: `r.test/${hostile}`, why: 'may not be read' }],
    warnings: ['new images are not spared'],
  });
  const { options } = planning(plan);
  const { code, out, err } = await run(['retire', 'plan', 'r.test'], options);
  assert.equal(code, 5);
  assert.match(out, /! problem: r\.test\/evil[\s\S]*may\s+not be read \[E_AUTH\]/);
  assert.match(out, /\n! warning: new images are not spared\n/);
  assert.match(out, /\nNothing goes: all 5 manifests stay\.\n$/);
  assert.match(err, /^warning: incomplete: 1 thing could not be read.*--allow-partial/);
  assertFits(out);
  assert.equal((await run(['retire', 'plan', 'r.test', '--allow-partial'], options)).code, 0);
});

test('hostile names can neither steer a terminal nor run over the line, and long lists are cut', async () => {
  const [going] = planOf().delete;
  assert.ok(going);
  const evil = { ...going, repository: hostile, tags: Array.from({ length: 9 }, () => hostile) };
  const many = Array.from({ length: 60 }, () => ({ ...evil, reasons: [{ rule: 'tags' as const, text: hostile }] }));
  const kept = [{ ...stays('1', 'base', hostile), repository: hostile, tags: [hostile] }];
  const plan = planOf({ delete: many, keep: kept, sources: [hostile], warnings: [hostile] });
  const { out } = await run(['retire', 'plan', 'r.test'], planning(plan).options);
  assertFits(out);
  assert.match(out, /\n {4}and 10 more: `-o json` has them all\n/);
});

const noCounts = { deleted: 0, gone: 0, 'would-delete': 0, skipped: 0, failed: 0 };

function applied(outcomes: readonly ApplyResult['entries'][number]['outcome'][], dryRun = false): ApplyResult {
  const counts = { ...noCounts };
  for (const outcome of outcomes) counts[outcome]++;
  const entries = outcomes.map((outcome, at) => {
    const { key, digest, tags } = entry(String(at), [`v${at}`]);
    return {
      key,
      digest,
      tags,
      outcome,
      ...(outcome === 'skipped' || outcome === 'failed' ? { why: 'a reason' } : {}),
    };
  });
  return { plan: hex('f'), dryRun, entries, counts, frees: 2048 };
}

/** Runs `retire apply` over a plan file; what the flow was asked is kept. */
async function apply(
  flags: readonly string[],
  answer: (options: ApplyRetireOptions) => ApplyResult,
  options: FakeOptions = {},
) {
  return inTemporaryDirectory(async (workingFolder) => {
    await writeFile(join(workingFolder, 'plan.json'), 'the plan');
    const asked: boolean[] = [];
    const result = await run(['retire', 'apply', 'plan.json', ...flags], {
      ...options,
      workingFolder,
      flows: {
        applyRetire: async (plan, given) => {
          assert.deepEqual([plan.name, Buffer.from(plan.bytes).toString()], ['plan.json', 'the plan']);
          asked.push(given.dryRun);
          return answer(given);
        },
      },
    });
    return { ...result, asked };
  });
}

test('what became of a plan: deleted, skipped, failed; how the space is freed', async () => {
  const { code, out, err, asked } = await apply(['--yes'], () => applied(['deleted', 'skipped', 'failed', 'gone']));
  assert.deepEqual([code, asked], [5, [false]]);
  assert.equal(err, 'warning: incomplete: 1 manifest could not be checked or deleted\n');
  assert.match(out, /^deleted \(1\)\n {2}r\.test\/app@000000000000 {2}v0\n\ngone already \(1\)\n/);
  assert.match(out, /\nskipped: no longer as the plan saw it \(1\)\n {2}r\.test\/app@1{12} {2}v1\n {4}a reason\n/);
  assert.match(out, /\nfailed \(1\)\n {2}r\.test\/app@2{12} {2}v2\n {4}a reason\n/);
  assert.match(out, /\n1 manifest deleted, 1 gone already, 1 skipped, 1 failed; 2\.0 KiB can be freed\.\n/);
  assert.match(out.replaceAll('\n', ' '), /`registry garbage-collect CONFIG`, without `-m`/);
  assertFits(out);
  assert.equal((await apply(['--yes'], () => applied(['deleted', 'skipped']))).code, 0);
  const none = await apply(['--yes'], () => applied(['skipped']));
  assert.doesNotMatch(none.out, /garbage-collect/);
  const json = await apply(['--yes', '--json'], () => applied(['failed']));
  assert.deepEqual([json.code, JSON.parse(json.out)], [5, applied(['failed'])]);
});

test('nothing is deleted that nobody agreed to', async () => {
  const flow = ({ dryRun }: ApplyRetireOptions) => applied([dryRun ? 'would-delete' : 'deleted', 'skipped'], dryRun);
  const dry = await apply(['--dry-run'], flow);
  assert.deepEqual([dry.code, dry.asked], [0, [true]]);
  assert.match(dry.out, /would be deleted \(1\)[\s\S]*Nothing was deleted\./);
  const piped = await apply([], flow);
  assert.deepEqual([piped.code, piped.asked], [2, []]);
  assert.match(piped.err, /nobody to ask.*--yes.*\[E_USAGE\]/);
  for (const answers of [['n'], [''], []]) {
    const refused = await apply([], flow, { isTerminal: true, answers });
    assert.deepEqual([refused.code, refused.asked], [0, [true]]);
    assert.match(refused.err, /Delete 1 manifest of the plan's 2 \(1 skipped\)\? This cannot be undone\. \[y\/N\]/);
    assert.match(refused.err, /Nothing was deleted\./);
  }
  const agreed = await apply([], flow, { isTerminal: true, answers: ['y'] });
  assert.deepEqual([agreed.code, agreed.asked], [0, [true, false]]);
});

test('a plan that is not there is told, and no registry is asked', async () => {
  const { code, err } = await run(['retire', 'apply', 'no.json', '--yes'], { flows: {} });
  assert.equal(code, 1);
  assert.match(err, /no\.json.*\[E_TARGET_NOT_FOUND\]/);
});
