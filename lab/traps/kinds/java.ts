import assert from 'node:assert/strict';
import { makeZip } from '../../fixtures/index.ts';
import { nvdProduct, osv } from '../publishers.ts';
import { judged, type LayerFiles, told } from '../scene.ts';
import type { Trap } from '../trap.ts';

const code = { name: 'org/a/A.class', content: new Uint8Array([0xca, 0xfe, 0xba, 0xbe]) };

const properties = (group: string, artifact: string, version: string) => ({
  name: `META-INF/maven/${group}/${artifact}/pom.properties`,
  content: `groupId=${group}\nartifactId=${artifact}\nversion=${version}\n`,
});

const jar = (path: string, ...files: Parameters<typeof makeZip>[0]): LayerFiles => ({
  [path]: makeZip([...files, code]),
});

/** A configuration of NVD that names one product up to a version. */
const upTo = (criteria: string, end: string): object => ({
  nodes: [{ operator: 'OR', negate: false, cpeMatch: [{ vulnerable: true, criteria, versionEndExcluding: end }] }],
});

export const javaTraps: readonly Trap[] = [
  {
    id: 'java-name-collisions',
    title: 'a jar was taken for another product of the same name: core, postgresql, akka, a shaded guava of hadoop',
    cases: {
      'a driver is not the server, and one group’s core is not another’s': async () => {
        const names = [
          ['org.postgresql', 'postgresql', '42.2.5'],
          ['org.eclipse.thing', 'core', '1.0.0'],
          ['com.typesafe.akka', 'akka-actor_2.13', '2.6.0'],
          ['org.apache.hadoop.thirdparty', 'hadoop-shaded-guava', '1.1.1'],
        ] as const;
        const report = await judged({
          layers: [
            Object.assign(
              {},
              ...names.map(([group, id, version]) => jar(`app/${id}.jar`, properties(group, id, version))),
            ),
          ],
          feeds: {
            ...osv(
              'Maven',
              ['GHSA-own', 'org.postgresql:postgresql', '42.2.13'],
              ['GHSA-core', 'org.other:core', '9.0.0'],
              ['GHSA-akka', 'com.typesafe.akka:akka-http-core_2.13', '99.0'],
              ['GHSA-guava', 'com.google.guava:guava', '32.0.0'],
            ),
            ...nvdProduct('postgresql', 'postgresql', [
              'CVE-2025-0001',
              [upTo('cpe:2.3:a:postgresql:postgresql:*:*:*:*:*:*:*:*', '99.0')],
            ]),
          },
        });
        assert.deepEqual(told(report), ['GHSA-own org.postgresql:postgresql 42.2.5']);
      },
      'a jar that says its name alone is nobody’s, and is told as not identified': async () => {
        const report = await judged({
          layers: [jar('app/core-1.0.0.jar')],
          feeds: osv('Maven', ['GHSA-core', 'org.other:core', '9.0.0']),
        });
        assert.deepEqual(told(report), []);
        assert.deepEqual(
          report.coverage.unidentified.map(({ path }) => path),
          ['app/core-1.0.0.jar'],
        );
      },
    },
  },
  {
    id: 'java-without-properties',
    title: 'jars without pom.properties, and what was shaded into others, were missed or asked for on the network',
    cases: {
      'all that went into a shaded jar is judged': async () => {
        const report = await judged({
          layers: [jar('app/all.jar', properties('g.a', 'one', '1.0'), properties('g.a', 'two', '2.0'))],
          feeds: osv('Maven', ['GHSA-1', 'g.a:one', '1.1'], ['GHSA-2', 'g.a:two', '2.1']),
        });
        assert.deepEqual(told(report), ['GHSA-1 g.a:one 1.0', 'GHSA-2 g.a:two 2.0']);
      },
      'a jar in a jar is judged': async () => {
        const inner = makeZip([properties('g.a', 'one', '1.0'), code]);
        const report = await judged({
          layers: [
            jar('app/boot.jar', properties('g', 'boot', '1'), {
              name: 'BOOT-INF/lib/one-1.0.jar',
              content: inner,
              stored: true,
            }),
          ],
          feeds: osv('Maven', ['GHSA-1', 'g.a:one', '1.1']),
        });
        assert.deepEqual(told(report), ['GHSA-1 g.a:one 1.0']);
      },
      'a jar with a pom.xml, or a manifest that names a bundle of a group, is judged; one with neither is told':
        async () => {
          const pom = {
            name: 'META-INF/maven/g.a/one/pom.xml',
            content: '<project><groupId>g.a</groupId><artifactId>one</artifactId><version>1.0</version></project>',
          };
          const report = await judged({
            layers: [{ ...jar('app/one.jar', pom), ...jar('app/plain-1.0.jar') }],
            feeds: osv('Maven', ['GHSA-1', 'g.a:one', '1.1'], ['GHSA-2', 'g.a:plain', '1.1']),
          });
          assert.deepEqual(told(report), ['GHSA-1 g.a:one 1.0']);
          assert.deepEqual(
            report.coverage.unidentified.map(({ path }) => path),
            ['app/plain-1.0.jar'],
          );
        },
    },
  },
];
