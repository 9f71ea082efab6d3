import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Log } from '../output/log.ts';
import { showProgress, slowPhases } from './show-progress.ts';

function setUp(isTerminal: boolean, over: Partial<Log['options']> = {}) {
  const written: string[] = [];
  const stream = {
    isTerminal,
    isGone: false,
    columns: 40,
    write: async (text: string) => {
      written.push(text);
    },
  };
  const options = { format: 'text', quiet: false, verbose: false, debug: false, color: false, ...over } as const;
  const log = new Log(stream, options);
  return { log, stream, text: () => written.join('') };
}

test('on a terminal one line, cut to its width, free of control characters, taken away in the end', () => {
  const { log, stream, text } = setUp(true);
  const view = showProgress(stream, log);
  view.show({ activity: `Reading \u001b[31m${'x'.repeat(60)}`, done: 1, total: 2 });
  assert.match(text(), /^\r\u001b\[KReading +\[31mx+$/);
  assert.ok(text().length < 45);
  view.end();
  assert.ok(text().endsWith('\r\u001b[K'));
});

test('on a terminal the last state stands there in the end, and nothing is written after it was taken away', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { log, stream, text } = setUp(true);
  const view = showProgress(stream, log);
  for (const done of [0, 1, 2, 3]) view.show({ activity: 'Reading', done, total: 3 });
  context.mock.timers.tick(100);
  assert.equal(text().split('\r\u001b[K').at(-1), 'Reading (3 of 3, 100 %)');
  view.show({ activity: 'Matching' });
  view.show({ activity: 'Matching', done: 5, total: 0 });
  view.end();
  context.mock.timers.tick(1_000);
  assert.ok(text().endsWith('\r\u001b[K'));
});

test('bytes are told beside the number, of how many where that is known', () => {
  const { log, text } = setUp(false);
  const view = slowPhases(log, 0);
  const mebibyte = 1024 ** 2;
  view.show({ activity: 'A', done: 1, total: 4, bytes: { done: 1.5 * mebibyte, total: 10 * mebibyte } });
  view.show({ activity: 'B', done: 1, total: 4, bytes: { done: mebibyte } });
  view.show({ activity: 'C', done: 0, total: 4, bytes: { done: 0 } });
  view.end();
  assert.equal(text(), 'A (1 of 4, 25 %, 1.5 of 10.0 MiB) …\nB (1 of 4, 25 %, 1.0 MiB) …\nC (0 of 4, 0 %) …\n');
});

test('of a file that comes its own bytes and share are told, without a size where the server says none', () => {
  const mebibyte = 1024 ** 2;
  const cases = [
    [{ done: 0, total: 3, coming: { done: 12 * mebibyte, total: 48 * mebibyte } }, '(1 of 3, 12.0 of 48.0 MiB, 25 %)'],
    [{ done: 2, total: 3, coming: { done: mebibyte / 2 } }, '(3 of 3, 0.5 MiB)'],
    [{ done: 0, total: 1, coming: { done: mebibyte, total: mebibyte } }, '(1.0 of 1.0 MiB, 100 %)'],
    // A body that was packed on its way may be longer than what was announced.
    [{ done: 0, total: 1, coming: { done: 2 * mebibyte, total: mebibyte } }, '(2.0 of 1.0 MiB, 100 %)'],
  ] as const;
  for (const [progress, expected] of cases) {
    const { log, text } = setUp(false);
    const view = slowPhases(log, 0);
    view.show({ activity: 'Fetching osv/npm', ...progress });
    view.end();
    assert.equal(text(), `Fetching osv/npm ${expected} …\n`);
  }
});

test('without a terminal a short run says nothing', () => {
  const { log, stream, text } = setUp(false);
  const view = showProgress(stream, log);
  view.show({ activity: 'Reading' });
  view.show({ activity: 'Matching' });
  view.end();
  assert.equal(text(), '');
});

test('without a terminal a long phase is told, once', () => {
  const { log, text } = setUp(false);
  const view = slowPhases(log, 0);
  view.show({ activity: 'Reading layers', done: 1, total: 3 });
  view.show({ activity: 'Reading layers', done: 2, total: 3 });
  view.show({ activity: 'Matching' });
  view.end();
  assert.equal(text(), 'Reading layers (1 of 3, 33 %) …\nMatching …\n');
});

test('--quiet is silent, --verbose tells every phase', () => {
  const quiet = setUp(true, { quiet: true });
  showProgress(quiet.stream, quiet.log).show({ activity: 'Reading' });
  assert.equal(quiet.text(), '');
  const verbose = setUp(true, { verbose: true });
  const view = showProgress(verbose.stream, verbose.log);
  view.show({ activity: 'Reading' });
  view.show({ activity: 'Reading' });
  assert.match(verbose.text(), /^\d+\.\d\d s {2}Reading\n$/);
});
