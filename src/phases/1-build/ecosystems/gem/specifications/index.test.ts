import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { gemSpecifications } from './index.ts';

const place = 'usr/lib/ruby/gems/3.1.0/specifications/x-1.gemspec';
const read = (text: string, path = place) => gemSpecifications.extract(path, new TextEncoder().encode(text));

test('a specification as RubyGems writes it', () => {
  assert.deepEqual(gemSpecifications.extract(example.path, example.bytes).packages, [
    {
      name: 'rack-lantern',
      version: '2.1.0.pre1',
      type: 'gem',
      versionOrder: 'gem',
      purl: { name: 'rack-lantern', qualifiers: { platform: 'java' } },
      licences: ['MIT', 'Ruby'],
      requires: [['rack']],
    },
  ]);
});

/* Specifications by hand: older ones of Ruby itself, and those of a vendored gem. */
const plain: readonly (readonly [what: string, body: string, expected: string])[] = [
  ['single quotes', "s.name = 'a'\ns.version = '1.2'", 'a 1.2'],
  ['a version object', 's.name = "a"\ns.version = Gem::Version.new("1.2")', 'a 1.2'],
  ['other quotes', 's.name = %q{a}\ns.version = %q(1.2)', 'a 1.2'],
  ['a constant of the file', 'VERSION = "1.2"\ns.name = "a"\ns.version = VERSION', 'a 1.2'],
  ['a constant of a module', 'VERSION = "1.2".freeze\ns.name = "a"\ns.version = A::VERSION.dup', 'a 1.2'],
  ['a constant of another file', 's.name = "a"\ns.version = A::VERSION', 'a '],
  ['a text that is put together', 's.name = "a"\ns.version = "1.#{n}"', 'a '],
  ['the first statement counts', 's.name = "a"\ns.version = "1"\ns.version = "2"', 'a 1'],
  ['a comparison is none', 's.name == "b"\ns.name = "a"\ns.version = "1"', 'a 1'],
  ['the line that RubyGems reads first', '# stub: b 2 ruby lib\ns.name = "a"\ns.version = "1"', 'b 2'],
  ['that line far below', 's.name = "a"\ns.version = "1"\n\n\n# stub: b 2 ruby lib', 'a 1'],
];
for (const [what, body, expected] of plain) {
  test(`gemspec: ${what}`, () => {
    const [found] = read(body).packages;
    assert.equal(`${found?.name} ${found?.version}`, expected);
  });
}

test('a version that cannot be told is said', () => {
  assert.deepEqual(read('s.name = "a"\ns.version = A::VERSION').notes, ['the gem a has its version in another file']);
});

test('what sets no name is no specification', () => {
  for (const text of ['', 'puts 1', 's.version = "1"', 's.name = "../x"', 's.name = ""']) {
    assert.throws(() => read(text), /not the specification of a gem/, text);
  }
});

test('a gem from git says so, and its tests are none', () => {
  const text = 's.name = "a"\ns.version = "1"';
  const at = (path: string) => read(text, `app/vendor/bundle/ruby/3.2.0/bundler/gems/${path}`);
  assert.deepEqual(at('rails-0a1b2c/activesupport/activesupport.gemspec').packages[0]?.origin, { takenFrom: 'git' });
  assert.deepEqual(at('test-0a1b2c/test.gemspec').packages.length, 1);
  assert.deepEqual(at('rails-0a1b2c/test/fixtures/x.gemspec').packages, []);
});

test('hostile lines are read in time', () => {
  const long = 500_000;
  for (const part of ['"', '%q<', 's.name = ', '\\"', 'A::', '["', '# stub: ']) {
    try {
      read(`s.name = "a"\ns.version = ${part.repeat(long / part.length)}\n${part.repeat(long / part.length)}`);
    } catch (error) {
      assert.match(String(error), /SeaworthyError/);
    }
  }
});
