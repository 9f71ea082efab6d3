import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workflowRun } from './workflow-run.ts';

const env = {
  GITHUB_SHA: 'c0ffee',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_RUN_ID: '4711',
  GITHUB_WORKFLOW: 'build',
  GITHUB_JOB: 'image',
  GITHUB_SERVER_URL: 'https://github.example.com',
  GITHUB_REPOSITORY: 'shop/web',
};

test('the run of a workflow is what its variables say', () => {
  const run = { commit: 'c0ffee', ref: 'refs/heads/main', id: '4711', workflow: 'build', job: 'image' };
  const page = 'https://github.example.com/shop/web/actions/runs/4711';
  assert.deepEqual(workflowRun(env), { ...run, page });
  assert.deepEqual(workflowRun({ ...env, GITHUB_REPOSITORY: '' }), run);
});

test('outside of a workflow nothing is said of one', () => assert.deepEqual(workflowRun({ HOME: '/root' }), {}));
