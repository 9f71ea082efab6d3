import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredExtractors, extractors } from '../../src/phases/1-build/ecosystems/index.ts';
import { extractorOfKind, withoutCases } from './package-dbs.ts';

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
