import assert from 'node:assert/strict';
import { goBuildInfo, makeElf } from '../../fixtures/index.ts';
import { osv } from '../publishers.ts';
import { judged, type LayerFiles, notJudged, told } from '../scene.ts';
import type { Trap } from '../trap.ts';

/** A Go program with this account of its modules. */
const program = (lines: string, go = 'go1.22.4'): LayerFiles => ({
  'usr/bin/app': makeElf({
    wordSize: 8,
    littleEndian: true,
    sections: [{ name: '.go.buildinfo', bytes: goBuildInfo(go, `path\texample.org/app\n${lines}`) }],
  }),
});

const main = (version: string): string => `mod\texample.org/app\t${version}\t\n`;
const dep = (version: string): string => `${main('v1.0.0')}dep\texample.org/lib\t${version}\th1:x=\n`;

export const goTraps: readonly Trap[] = [
  {
    id: 'go-development-version',
    title: 'a main module without a version, or a commit after a release, was taken for older than every release',
    cases: {
      'a main module of (devel) has none of its own flaws told, and is told as not judged': async () => {
        for (const version of ['(devel)', '']) {
          const report = await judged({
            layers: [program(main(version))],
            feeds: osv('Go', ['GO-1', 'example.org/app', '1.2.3']),
          });
          assert.deepEqual(told(report), [], version);
          assert.match(notJudged(report), /no version is known/, version);
        }
      },
      'a commit after the release with the fix has the fix, and one before it has not': async () => {
        const feeds = osv('Go', ['GO-1', 'example.org/lib', '1.2.3']);
        const after = await judged({ layers: [program(dep('v1.2.4-0.20230101000000-abcdefabcdef'))], feeds });
        assert.deepEqual([told(after), notJudged(after)], [[], '']);
        const before = await judged({ layers: [program(dep('v1.2.3-0.20230101000000-abcdefabcdef'))], feeds });
        assert.deepEqual(told(before), ['GO-1 example.org/lib v1.2.3-0.20230101000000-abcdefabcdef']);
      },
      'a commit without a tag that is compared with records of releases is told as such': async () => {
        const version = 'v0.0.0-20230101000000-abcdefabcdef';
        const later = await judged({
          layers: [program(dep(version))],
          feeds: osv('Go', ['GO-1', 'example.org/lib', '1.9.0', '1.5.0']),
        });
        assert.deepEqual(told(later), []);
        assert.match(notJudged(later), /commit without a tag/);
        const first = await judged({
          layers: [program(dep(version))],
          feeds: osv('Go', ['GO-1', 'example.org/lib', '1.2.3']),
        });
        assert.deepEqual(told(first), [`GO-1 example.org/lib ${version}`]);
        assert.match(JSON.stringify(first.findings[0]?.evidence), /commit/);
      },
      'a working copy with changes counts as the release that it was made from': async () => {
        const feeds = osv('Go', ['GO-1', 'example.org/app', '1.2.3']);
        assert.deepEqual(told(await judged({ layers: [program(main('v1.2.3+dirty'))], feeds })), []);
        assert.deepEqual(told(await judged({ layers: [program(main('v1.2.2+dirty'))], feeds })), [
          'GO-1 example.org/app v1.2.2+dirty',
        ]);
      },
    },
  },
  {
    id: 'go-declared-not-built',
    title: 'the toolchain of go.mod, and every line of go.sum, were taken for what was built',
    cases: {
      'what is told is what the program says: its Go and its modules': async () => {
        const report = await judged({
          layers: [
            {
              ...program(dep('v1.9.0')),
              'src/go.mod':
                'module example.org/app\n\ngo 1.19\n\ntoolchain go1.19.1\n\nrequire example.org/lib v1.9.0\n',
              'src/go.sum':
                'example.org/lib v1.0.0 h1:x=\nexample.org/lib v1.9.0 h1:x=\nexample.org/other v0.1.0 h1:x=\nexample.org/other v0.1.0/go.mod h1:x=\n',
            },
          ],
          feeds: osv(
            'Go',
            ['GO-1', 'stdlib', '1.20.0'],
            ['GO-2', 'example.org/other', '1.0.0'],
            ['GO-3', 'example.org/lib', '1.5.0'],
            ['GO-4', 'stdlib', '1.22.5'],
            ['GO-5', 'example.org/lib', '1.9.1'],
          ),
        });
        const programs = report.findings.filter(({ location }) => JSON.stringify(location).includes('usr/bin/app'));
        assert.deepEqual(
          programs.map(({ id }) => id),
          report.findings.flatMap(({ id, location }) => (JSON.stringify(location).includes('src/') ? [] : [id])),
        );
        assert.deepEqual(new Set(told(report)), new Set(['GO-4 stdlib v1.22.4', 'GO-5 example.org/lib v1.9.0']));
      },
    },
  },
];
