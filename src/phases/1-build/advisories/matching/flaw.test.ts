import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cvssOf } from '../../../../core/index.ts';
import {
  advisory,
  bulletins,
  debian,
  fixedIn,
  judgeAll,
  npm,
  openssl,
  testPackage,
  tracker,
} from './testing/samples.ts';

/* Whose word counts for what one finding says, where several records speak of the flaw. */

const cvss = (score: number, source: string) => [{ vector: 'CVSS:3.1/AV:N', score, source }];

test('the feed counts before the id: a record whose id comes later still speaks first', () => {
  const { findings } = judgeAll([openssl('1')], [tracker, bulletins], {
    'tracker/bookworm': { openssl: [fixedIn('ZZZ-9', '3', { aliases: ['CVE-2023-1'], title: 'by the tracker' })] },
    'bulletins/bookworm': { openssl: [fixedIn('CVE-2023-1', '3', { title: 'by the bulletin' })] },
  });
  assert.deepEqual(
    findings.map(({ id, aliases, title }) => [id, aliases, title]),
    [['CVE-2023-1', ['ZZZ-9'], 'by the tracker']],
  );
});

test('within a feed ids count as numbers do, however they are written', () => {
  const both = { aliases: ['CVE-2023-1'] };
  const { findings } = judgeAll([testPackage('npm', 'p', '1.0.0')], [npm], {
    'npm/all': {
      p: [
        fixedIn('OSV-2023-1000', '2.0.0', { ...both, title: 'thousand' }),
        fixedIn('OSV-2023-999', '2.0.0', { ...both, title: 'nine hundred' }),
      ],
    },
  });
  assert.deepEqual(
    findings.map(({ aliases, title }) => [aliases, title]),
    [[['OSV-2023-999', 'OSV-2023-1000'], 'nine hundred']],
  );
});

test('what a withdrawn record says is no title, no score and no address of the flaw', () => {
  const { findings } = judgeAll([testPackage('npm', 'p', '1.0.0')], [npm], {
    'npm/all': {
      p: [
        fixedIn('GHSA-2', '2.0.0', { aliases: ['CVE-2023-1'], references: ['https://stands.invalid'] }),
        advisory('CVE-2023-1', {
          status: 'withdrawn',
          title: 'taken back',
          details: 'Taken back.',
          references: ['https://gone.invalid'],
          cvss: cvss(9.8, 'gone'),
        }),
      ],
    },
  });
  assert.deepEqual(
    findings.map(({ id, title, details, severity, references }) => ({ id, title, details, severity, references })),
    [
      {
        id: 'CVE-2023-1',
        title: 'CVE-2023-1 in p',
        details: undefined,
        severity: 'unknown',
        references: ['https://stands.invalid'],
      },
    ],
  );
});

test('others are not asked for a score where one record of the package gives one', () => {
  const nvd = { ...npm, id: 'nvd', tells: 'severity', rates: { partitions: () => ['nvd/2023'], fetch: true } } as const;
  const rated = { ...advisory('CVE-2023-1', { status: 'undetermined', cvss: cvss(9.8, 'NVD') }) };
  const scores = (...records: readonly ReturnType<typeof fixedIn>[]): readonly unknown[] => {
    const world = { ...debian({ openssl: records }), 'nvd/2023': { 'CVE-2023-1': [rated] } };
    const [found] = judgeAll([openssl('1')], [tracker, nvd], world).findings;
    return [found?.severity, found === undefined ? [] : cvssOf(found).map(({ source }) => source)];
  };
  const silent = fixedIn('CVE-2023-1', '3');
  const scoring = fixedIn('DSA-1', '3', { aliases: ['CVE-2023-1'], cvss: cvss(5, 'Debian') });
  assert.deepEqual(scores(silent), ['critical', ['NVD']]);
  assert.deepEqual(scores(silent, scoring), ['medium', ['Debian']]);
  assert.deepEqual(scores(scoring, silent), ['medium', ['Debian']]);
});

test('what nobody counts as affected is no finding', () => {
  const { findings } = judgeAll([openssl('5')], [tracker], debian({ openssl: [fixedIn('CVE-2023-1', '3')] }));
  assert.deepEqual(findings, []);
});
