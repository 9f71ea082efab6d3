import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sample } from './sample.ts';
import { secretScanner } from './secret-scanner.ts';

const scanner = secretScanner({ key: Buffer.from('a key for tests') });
const foundIn = (text: string): readonly string[] =>
  scanner.scan('app/bundle.js', new TextEncoder().encode(text)).hits.map(({ detector }) => detector);

const id = ['AK', 'IA', sample(16, 'upper')].join('');
const facebook = ['EA', 'AC', sample(110)].join('');
const google = ['AI', 'za', sample(35)].join('');
const [before, after] = [sample(200, 'base64'), sample(200, 'base64', 3)];

const none: readonly (readonly [what: string, text: string])[] = [
  ['in a picture', `url(data:image/png;base64,${before}+${id}/${after}==)`],
  ['near the beginning of a small picture', `url("data:image/gif;base64,R0lGOD/${id}+A==")`],
  ['in a font without a mark', `var f="${before}/${facebook}+${after}"`],
  ['in a line of a certificate', `${sample(20, 'base64')}+${google}/${sample(40, 'base64', 5)}`],
  ['in the alphabet for addresses', `"${sample(120)}-${id}_${sample(120, 'alphanumeric', 3)}"`],
];
for (const [what, text] of none) test(`surroundings: no secret ${what}`, () => assert.deepEqual(foundIn(text), []));

const some: readonly (readonly [what: string, text: string])[] = [
  ['in quotes', `const key = "${id}"`],
  ['behind a long path', `https://bucket.internal/${'some-folder/'.repeat(12)}${id}/20260101/eu-west-1/s3`],
  ['between two pictures', `url(data:image/png;base64,${before}==) ${id} url(data:image/png;base64,${after}==)`],
  ['behind a digest', `/${sample(64, 'hex')}/${sample(64, 'hex', 3)}/${id}`],
  ['beside its secret key', `${id}/${sample(40, 'base64')}`],
];
for (const [what, text] of some)
  test(`surroundings: a secret ${what}`, () => assert.ok(foundIn(text).includes('aws-access-key')));
