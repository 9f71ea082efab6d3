import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { perlInstalled } from './index.ts';

const read = (path: string, text: string) => perlInstalled.extract(path, new TextEncoder().encode(text));
const entry = (module: string, version: string): string =>
  `=head2 Mon Jan  1 00:00:00 2024: C<Module> L<${module}|${module}>\n\nC<VERSION: ${version}>\n\n`;

test('the record of a client tells the author', () => {
  assert.deepEqual(perlInstalled.extract(example.path, example.bytes).packages, [
    {
      name: 'Lantern-Light',
      version: '1.0203',
      type: 'cpan',
      versionOrder: 'cpan',
      purl: { namespace: 'LAMP', name: 'Lantern-Light' },
      filesKey: 'Lantern-Light',
    },
  ]);
});

test('of a log the last install counts, and what has a record is told by that', () => {
  const log = read('x/perllocal.pod', entry('A::B', '1.0') + entry('Wick', '2') + entry('A::B', '1.1'));
  assert.deepEqual(
    log.packages.map(({ name, version }) => `${name} ${version}`),
    ['A-B 1.1', 'Wick 2'],
  );
  const record = read('x/.meta/A-B-1.1/install.json', '{"dist":"A-B-1.1"}');
  const [joined] =
    perlInstalled.join?.([
      { path: 'x/.meta/A-B-1.1/install.json', extraction: record },
      { path: 'x/perllocal.pod', extraction: log },
    ]) ?? [];
  assert.deepEqual(
    joined?.extraction.packages.map(({ name }) => name),
    ['Wick'],
  );
});

test('a list of files belongs to what a record tells, else it is there without a version', () => {
  const list = (path: string) => ({ path, extraction: read(path, '/usr/lib/x.pm type=file\n') });
  const record = {
    path: '.meta/libwww-6/install.json',
    extraction: read('.meta/libwww-6/install.json', '{"dist":"libwww-6","name":"LWP"}'),
  };
  const [known, unknown] =
    perlInstalled.join?.([record, list('x/auto/LWP/.packlist'), list('x/auto/A/B/.packlist')]) ?? [];
  assert.deepEqual(known?.extraction.packages, []);
  assert.deepEqual(known?.extraction.files, [{ key: 'LWP', files: ['usr/lib/x.pm'] }]);
  assert.deepEqual(
    unknown?.extraction.packages.map(({ name, version }) => `${name} ${version}`),
    ['A-B '],
  );
});

test('a record without name or version is refused', () => {
  for (const text of ['[]', '{}', '{"dist":"A"}', '{"dist":"../-1"}', '{"dist":5}'])
    assert.throws(() => read('.meta/x/install.json', text), { code: 'E_FORMAT' });
});
