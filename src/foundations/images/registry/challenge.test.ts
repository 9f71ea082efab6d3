import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseChallenges } from './challenge.ts';

const flat = (header: string): unknown =>
  parseChallenges(header).map((one) => [one.scheme, Object.fromEntries(one.parameters)]);

test('challenges with quoted strings, several of them, and careless ones', () => {
  const realm = 'https://auth.docker.io/token';
  const cases: readonly [string, unknown][] = [
    [
      `Bearer realm="${realm}",service="registry.docker.io",scope="repository:library/alpine:pull,push"`,
      [['bearer', { realm, service: 'registry.docker.io', scope: 'repository:library/alpine:pull,push' }]],
    ],
    ['Basic realm="a \\"b\\", c"', [['basic', { realm: 'a "b", c' }]]],
    [
      `BEARER Realm = "${realm}" , Service=x, Basic realm=y, Negotiate`,
      [
        ['bearer', { realm, service: 'x' }],
        ['basic', { realm: 'y' }],
        ['negotiate', {}],
      ],
    ],
    [`Bearer realm=${realm}`, [['bearer', { realm }]]],
    ['Bearer realm="never closed', [['bearer', { realm: 'never closed' }]]],
    ['Bearer realm="a",realm="b"', [['bearer', { realm: 'a' }]]],
    ['realm="a"', []],
    ['', []],
    ['"";;=, Basic', [['basic', {}]]],
  ];
  for (const [header, expected] of cases) assert.deepEqual(flat(header), expected, header);
});

test('any header is read to its end', () => {
  const piece = fc.constantFrom('Bearer', ' ', ',', '=', '"', '\\', 'realm', 'ä', '\t', '(');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      (header) => {
        for (const { scheme } of parseChallenges(header)) assert.match(scheme, /^[^\s,="]+$/);
      },
    ),
  );
});
