import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { fixedClock, SeaworthyError } from '../../core/index.ts';
import { offlineSettings } from '../settings.ts';
import { lint } from './lint.ts';

const settings = offlineSettings({
  databaseDirectory: '/nowhere',
  clock: fixedClock('2026-11-24T00:00:00Z'),
  toolVersion: 'test',
});

const dockerfile = { Dockerfile: 'FROM scratch\nUSER 1\n' };
const bucket = 'resource "aws_s3_bucket" "a" {}\n';
const registry = 'resource "aws_ecr_repository" "a" {}\n';

const plan = (resources: readonly object[]): string =>
  JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: { resources } },
  });
const planned = plan([
  { type: 'aws_ecr_repository', values: {}, address: 'aws_ecr_repository.a', mode: 'managed', name: 'a' },
]);

/** What is said of Terraform in a folder of these files: `gap` and `note` with the number of sources, or the code of the error and its reason. */
const said = (files: Readonly<Record<string, string>>, name = ''): Promise<readonly string[]> =>
  inTemporaryDirectory(async (folder) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    try {
      const { coverage } = await lint([join(folder, name)], settings);
      return coverage.problems.flatMap(({ message, incomplete }) => {
        const [, count] = /^(\d+) sources? of Terraform not read/.exec(message) ?? [];
        if (count !== undefined) assert.match(message, /terraform show -json/);
        return count === undefined ? [] : [`${incomplete ? 'gap' : 'note'} ${count}`];
      });
    } catch (error) {
      if (!(error instanceof SeaworthyError)) throw error;
      return [error.code, /Terraform/.test(`${error.message} ${error.why ?? ''}`) ? 'told' : 'not told'];
    }
  });

test('Terraform: sources are told as not read, as a gap where they may be about containers', async () => {
  const table: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
    ['of other things', { ...dockerfile, 'main.tf': bucket }, ['note 1']],
    ['of a registry', { ...dockerfile, 'main.tf': registry }, ['gap 1']],
    ['in JSON', { ...dockerfile, 'main.tf.json': '{"resource":{"aws_ecr_repository":{"a":{}}}}' }, ['gap 1']],
    ['of OpenTofu', { ...dockerfile, 'main.tofu': registry, 'b.tofu.json': '{}' }, ['gap 1', 'note 1']],
    ['with a module', { ...dockerfile, 'main.tf': 'module "a" {\n  source = "x/y/z"\n}\n' }, ['gap 1']],
    ['below, of several', { ...dockerfile, 'a/main.tf': registry, 'b/main.tf': 'x_y = kubernetes_pod.a\n' }, ['gap 2']],
    ['with settings alone', { ...dockerfile, 'a.tf': 'resource "kubernetes_namespace" "a" {}\n' }, ['note 1']],
    ['too large to look into', { ...dockerfile, 'a.tf': '#'.repeat(4 * 1024 * 1024 + 1) }, ['gap 1']],
    ['with the plan beside', { 'plan.json': planned, 'main.tf': registry, 'm/a.tf': registry }, ['note 2']],
    ['with a plan elsewhere', { 'a/plan.json': planned, 'b/main.tf': registry }, ['gap 1']],
    ['of others', { ...dockerfile, '.terraform/modules/a/main.tf': registry }, []],
    ['none', dockerfile, []],
    ['alone', { 'main.tf': bucket }, ['E_TARGET_UNKNOWN', 'told']],
    ['alone, of a registry', { 'main.tf': registry }, ['E_TARGET_UNKNOWN', 'told']],
  ];
  for (const [what, files, expected] of table) assert.deepEqual(await said(files), expected, what);
});

test('Terraform: a source that is named is refused with what to do', async () => {
  for (const name of ['main.tf', 'main.tf.json', 'main.tofu'])
    assert.deepEqual(await said({ [name]: '{}' }, name), ['E_WRONG_KIND', 'told'], name);
});
