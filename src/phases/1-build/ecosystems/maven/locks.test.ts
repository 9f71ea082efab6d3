import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDeclared } from '../testing/read-declared.ts';
import { gradleLock } from './gradle/index.ts';
import { gradleManifest } from './gradle-manifest/index.ts';
import { sbtLock } from './sbt/index.ts';

test('Gradle: what only tests and the build use is for development', async () => {
  const lock =
    '# x\ng:a:1=runtimeClasspath\ng:b:2=testCompileClasspath,testRuntimeClasspath\ng:c:3=debugUnitTestCompileClasspath\ng:d:4=annotationProcessor\ng:e:5=latestRelease\nempty=\n';
  assert.deepEqual((await readDeclared(gradleLock, { 'gradle.lockfile': lock })).packages, [
    'g:a@1',
    'g:b@2 development',
    'g:c@3 development',
    'g:d@4 development',
    'g:e@5',
  ]);
  const build = await readDeclared(gradleLock, { 'buildscript-gradle.lockfile': 'g:a:1=classpath\n' });
  assert.deepEqual(build.packages, ['g:a@1 development']);
  const old = await readDeclared(gradleLock, { 'gradle/dependency-locks/compileClasspath.lockfile': 'g:a:1\n' });
  assert.deepEqual(old.packages, ['g:a@1']);
});

test('gaps are told', async () => {
  assert.match((await readDeclared(gradleLock, { 'gradle.lockfile': '# x\ng:a\n' })).problems.join(), /line 2/);
  assert.match((await readDeclared(gradleManifest, { 'build.gradle': '' })).problems.join(), /is a program/);
  const locked = { 'build.gradle': '', 'gradle.lockfile': 'g:a:1=runtimeClasspath\n' };
  assert.deepEqual((await readDeclared(gradleManifest, locked)).problems, []);
  const emptied = { 'build.gradle': '', 'gradle.lockfile': '# nothing\n' };
  assert.match((await readDeclared(gradleManifest, emptied)).problems.join(), /is a program/);
  await assert.rejects(readDeclared(gradleLock, { 'gradle.lockfile': '' }), { code: 'E_FORMAT' });
  assert.match(
    (await readDeclared(sbtLock, { 'build.sbt.lock': '{"dependencies": [{"org": "a"}]}' })).problems.join(),
    /no name and version/,
  );
  await assert.rejects(readDeclared(sbtLock, { 'build.sbt.lock': '{}' }), { code: 'E_FORMAT' });
});
