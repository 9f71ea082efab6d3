import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredExtractors, extractors } from '../../src/phases/1-build/ecosystems/index.ts';
import { secretDetectors } from '../../src/phases/1-build/secrets/index.ts';
import { extractorOfKind, withoutCases } from './package-dbs.ts';
import { ofGitleaks, ofSecretlint, withoutCounterpart } from './secrets/detectors-of-rules.ts';

/*
 * A map that somebody keeps by hand forgets what is built later, and its cases stay skipped: each part of the product that a suite could measure is
 * in the suite's map, or is named as one that the suite has no cases for.
 */

test('package-dbs measures every extractor there is', () => {
  const known = [...Object.values(extractorOfKind), ...withoutCases];
  assert.deepEqual(
    [...extractors, ...declaredExtractors].map(({ id }) => id).filter((id) => !known.includes(id)),
    [],
  );
});

test('secrets measures every detector that another scanner has a rule for', () => {
  const known = [...Object.values(ofGitleaks), ...Object.values(ofSecretlint), ...withoutCounterpart];
  const detectors = secretDetectors.map(({ id }) => id);
  assert.deepEqual(
    detectors.filter((id) => !known.includes(id)),
    [],
  );
  assert.deepEqual(
    known.filter((id) => !detectors.includes(id)),
    [],
  );
});
