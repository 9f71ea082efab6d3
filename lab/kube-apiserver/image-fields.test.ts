import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageFields } from '../../src/foundations/kubernetes/index.ts';
import { apiServer, skipWithoutApiServer } from './api-server.ts';
import { textFields } from './pod-fields.ts';

/* Which texts of a pod name an image is read out of the API server's own description: when Kubernetes adds one, this tells. */

/** Whether a text might name an image: by its own name or those around it, or by what is said of it. */
const mayNameImage = ({ path, description }: { readonly path: string; readonly description: string }): boolean =>
  /image|artifact/i.test(path) || /\b(?:images?|artifacts?|OCI)\b/i.test(description);

/* What speaks of images and names none, each with the reason. */
const namesNone: readonly [RegExp, string][] = [
  [/\.args\.\*$|\.command\.\*$|\.workingDir$/, 'stands in for what the image says of itself'],
  [/\.imagePullPolicy$|^volumes\.\*\.image\.pullPolicy$/, 'when an image is pulled'],
  [/^imagePullSecrets\.\*\.name$/, 'a secret'],
  [/(?:\.|^)securityContext\.windowsOptions\.runAsUserName$/, 'a user, else that of the image'],
  [/^securityContext\.supplementalGroupsPolicy$/, 'whether groups of the image count'],
  [/^volumes\.\*\.rbd\.image$/, 'a block device of Ceph'],
];

const podSpec = 'io.k8s.api.core.v1.PodSpec';

test('every text of a PodSpec that may name an image is known', {
  skip: skipWithoutApiServer,
  timeout: 58_000,
}, async () => {
  await using api = await apiServer();
  const { status, object } = await api.ask({ method: 'GET', path: '/openapi/v2' });
  assert.equal(status, 200);
  const fields = textFields(object.definitions as Parameters<typeof textFields>[0], podSpec);
  assert.ok(fields.length > 100, `${fields.length} texts in a PodSpec`);
  const left = fields.filter(mayNameImage).filter(({ path }) => !namesNone.some(([known]) => known.test(path)));
  const expected = imageFields.map((field) => field.join('.'));
  assert.deepEqual(left.map(({ path }) => path).toSorted(), expected.toSorted());
});

test('a field that names an image and is new is noticed, at any depth', () => {
  const definitions = {
    [podSpec]: {
      properties: {
        containers: { type: 'array', items: { $ref: '#/definitions/C' } },
        plugins: { type: 'array', items: { type: 'string' }, description: 'OCI artifacts that are mounted.' },
      },
    },
    C: { properties: { image: { type: 'string' }, self: { $ref: '#/definitions/C' }, name: { type: 'string' } } },
  };
  const found = textFields(definitions, podSpec).filter(mayNameImage);
  assert.deepEqual(
    found.map(({ path }) => path),
    ['containers.*.image', 'plugins.*'],
  );
});
