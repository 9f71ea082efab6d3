import type { Example } from '../../example.ts';

const lock = `# This is a Gradle generated file for dependency locking.
# Manual edits can break the build and are not advised.
# This file is expected to be part of source control.
com.fasterxml.jackson.core:jackson-databind:2.17.1=compileClasspath,runtimeClasspath,testRuntimeClasspath
org.junit.jupiter:junit-jupiter:5.10.2=testCompileClasspath,testRuntimeClasspath
empty=annotationProcessor
`;

export const example: Example = {
  path: 'shop/gradle.lockfile',
  bytes: new TextEncoder().encode(lock),
  packages: ['com.fasterxml.jackson.core:jackson-databind@2.17.1', 'org.junit.jupiter:junit-jupiter@5.10.2'],
};
