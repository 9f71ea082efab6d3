import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeaworthyError } from '../../../core/index.ts';
import { formatReference, parseReference, registryHost } from './reference.ts';

const hex = 'a'.repeat(64);

test('references are completed as Docker does it', () => {
  const cases: readonly [string, string][] = [
    ['alpine', 'docker.io/library/alpine:latest'],
    ['alpine:3.20', 'docker.io/library/alpine:3.20'],
    ['bitnami/redis', 'docker.io/bitnami/redis:latest'],
    ['docker.io/alpine', 'docker.io/library/alpine:latest'],
    ['index.docker.io/library/alpine:1', 'docker.io/library/alpine:1'],
    ['registry-1.docker.io/a/b', 'docker.io/a/b:latest'],
    ['quay.io/org/team/repo:v1.2-3_x', 'quay.io/org/team/repo:v1.2-3_x'],
    ['localhost/app', 'localhost/app:latest'],
    ['localhost:5000/app:1', 'localhost:5000/app:1'],
    ['registry:5000/app', 'registry:5000/app:latest'],
    ['127.0.0.1:5000/a/b', '127.0.0.1:5000/a/b:latest'],
    ['[::1]:5000/app:1', '[::1]:5000/app:1'],
    ['GHCR.io/a/b', 'ghcr.io/a/b:latest'],
    ['MyHost/app', 'MyHost/app:latest'],
    ['ghcr.io/a_b/c__d/e-f/g---h/i.j', 'ghcr.io/a_b/c__d/e-f/g---h/i.j:latest'],
    [`alpine@sha256:${hex}`, `docker.io/library/alpine@sha256:${hex}`],
    [`quay.io/a/b:v1@sha256:${hex}`, `quay.io/a/b:v1@sha256:${hex}`],
    [`quay.io/a/b@sha512:${hex}${hex}`, `quay.io/a/b@sha512:${hex}${hex}`],
    ['a', 'docker.io/library/a:latest'],
  ];
  for (const [text, full] of cases) {
    assert.equal(formatReference(parseReference(text)), full, text);
    assert.deepEqual(parseReference(full), parseReference(text), 'the full form means the same');
  }
  assert.equal(registryHost('docker.io'), 'registry-1.docker.io');
  assert.equal(registryHost('quay.io'), 'quay.io');
});

test('a bad reference is refused with its reason', () => {
  const cases: readonly [string, RegExp][] = [
    ['', /empty/],
    ['a b', /white space/],
    ['https://quay.io/a/b', /scheme/],
    ['Alpine', /lower case/],
    ['quay.io/Org/app', /lower case/],
    ['alpine:', /tag after the colon is missing/],
    ['alpine:-1', /not a tag/],
    [`alpine:${'a'.repeat(129)}`, /longer than 128/],
    ['quay.io/', /repository is missing/],
    ['quay.io//a', /empty part/],
    ['quay.io/a/', /empty part/],
    ['quay.io/a..b', /not a part/],
    ['quay.io/a___b', /not a part/],
    ['quay.io/-a', /not a part/],
    ['quay.io/../a', /not a part/],
    ['localhost:99999/a', /no port/],
    ['-host.test/a', /not a registry host/],
    ['[zz]/a', /IPv6/],
    ['1.2.3.999/a/b:1', /no host/],
    ['127.1/a', /as 127\.0\.0\.1/],
    ['0x7f.0.0.1:5000/a', /as 127\.0\.0\.1/],
    ['0177.0.0.1/a', /as 127\.0\.0\.1/],
    ['2130706433:5000/a', /as 127\.0\.0\.1/],
    [`alpine@sha256:${'a'.repeat(63)}`, /wrong number of digits/],
    [`alpine@sha256:${'A'.repeat(64)}`, /upper-case/],
    ['alpine@md5:abc', /sha256/],
    [hex, /image id/],
    [`sha256:${hex}`, /image id/],
    [`sha256:${hex.slice(0, 12)}`, /image id/],
    [`docker.io/library/sha256:${hex}`, /image id/],
    ['sha256:latest', /image id/],
    [`quay.io/${'a'.repeat(256)}`, /longer than 255/],
    ['a'.repeat(801), /longer than 800/],
    ['a/b?c', /not a part/],
    ['a/b%2f', /not a part/],
    ['user@host/a', /not a digest/],
  ];
  for (const [text, why] of cases) {
    assert.throws(
      () => parseReference(text),
      (error) => error instanceof SeaworthyError && error.code === 'E_REFERENCE' && why.test(error.why ?? ''),
      text,
    );
  }
});

test('any text is a reference that stays the same when written in full, or a typed error', () => {
  const piece = fc.constantFrom(
    'a',
    'B',
    '.',
    ':',
    '/',
    '@',
    '-',
    '_',
    '5000',
    'localhost',
    'docker.io',
    'sha256:',
    hex,
    '[',
    ']',
    ' ',
    '\n',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      ),
      (text) => {
        try {
          const reference = parseReference(text);
          assert.deepEqual(parseReference(formatReference(reference)), reference);
          assert.ok(!/[\s?#%\\]/.test(formatReference(reference)));
        } catch (error) {
          assert.ok(error instanceof SeaworthyError && error.code === 'E_REFERENCE');
        }
      },
    ),
  );
});
