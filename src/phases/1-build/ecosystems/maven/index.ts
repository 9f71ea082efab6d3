import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { javaArchive } from './archive/index.ts';
import { archivePlaces } from './archive/places.ts';
import { gradleLock } from './gradle/index.ts';
import { gradleManifest } from './gradle-manifest/index.ts';
import { nativeImage } from './native-image/index.ts';
import { mavenPom } from './pom/index.ts';
import { sbtLock } from './sbt/index.ts';
import { sbtManifest } from './sbt-manifest/index.ts';

export const maven: Ecosystem = {
  type: 'maven',
  title: 'Java libraries',
  kind: 'registry',
  namespace: 'required',
  versionOrder: 'maven',
  extractors: [javaArchive, nativeImage],
  declared: [mavenPom, gradleLock, gradleManifest, sbtLock, sbtManifest],
  traces: [
    software('Java archives', ...archivePlaces),
    software('Java modules', '*.jmod'),
    software('Java libraries laid open', 'META-INF/maven/*/*/pom.properties', 'WEB-INF/web.xml'),
    lockFiles(
      'lock files of Java builds',
      'maven',
      'image',
      ...['gradle.lockfile', 'buildscript-gradle.lockfile', 'build.sbt.lock', 'maven_install.json', 'ivy.lock'],
    ),
  ],
  osv: { name: 'Maven', separator: ':', normalise: asWritten },
  upgrade: (name, version) => `Set the version of ${name} to ${version} or later and rebuild.`,
};
