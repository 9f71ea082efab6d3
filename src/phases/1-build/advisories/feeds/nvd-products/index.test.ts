import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeaworthyError } from '../../../../../core/index.ts';
import { ecosystems } from '../../../ecosystems/index.ts';
import { examplePackage } from '../example.ts';
import { productStates } from './affected.ts';
import { nvdProducts } from './index.ts';

const curl = { vendor: 'haxx', product: 'curl' };
const own = (more: object = {}, version = '*', target = '*') => ({
  vulnerable: true,
  criteria: `cpe:2.3:a:haxx:curl:${version}:*:*:*:*:${target}:*:*`,
  ...more,
});
const other = (name: string, vulnerable = false) => ({ vulnerable, criteria: `cpe:2.3:${name}:*:*:*:*:*:*:*:*` });
const or = (...cpeMatch: readonly object[]) => ({ operator: 'OR', negate: false, cpeMatch });

/** Configurations, and what they say of curl. */
const rows: readonly (readonly [title: string, configurations: readonly object[], told: string])[] = [
  [
    'a range',
    [{ nodes: [or(own({ versionStartIncluding: '7.1', versionEndExcluding: '8.4' }))] }],
    'affected [7.1,8.4)',
  ],
  ['up to and with', [{ nodes: [or(own({ versionEndIncluding: '8.4' }))] }], 'affected [,8.4]'],
  [
    'after a bound, which is taken for affected',
    [{ nodes: [or(own({ versionStartExcluding: '7.1' }))] }],
    'affected [7.1,)',
  ],
  ['every version', [{ nodes: [or(own())] }], 'affected [,)'],
  ['one version', [{ nodes: [or(own({}, '7.1'), own({}, '7.2'))] }], 'affected 7.1 7.2'],
  [
    'an update of a version',
    [{ nodes: [or({ vulnerable: true, criteria: 'cpe:2.3:a:haxx:curl:7.1:p2:*:*:*:*:*:*' })] }],
    'affected 7.1p2',
  ],
  ['no version said', [{ nodes: [or(own({}, '-'))] }], 'undetermined [,)'],
  [
    'on one system',
    [{ operator: 'AND', nodes: [or(own()), or(other('o:microsoft:windows'))] }],
    'affected [,) on windows',
  ],
  [
    'on systems',
    [{ operator: 'AND', nodes: [or(own()), or(other('o:apple:macos'), other('o:linux:linux_kernel'))] }],
    'affected [,) on darwin,linux',
  ],
  [
    'with other software',
    [{ operator: 'AND', nodes: [or(own()), or(other('a:openssl:openssl'))] }],
    'undetermined [,) (together with openssl:openssl)',
  ],
  [
    'on hardware',
    [{ operator: 'AND', nodes: [or(own()), or(other('h:acme:box'))] }],
    'undetermined [,) (together with acme:box)',
  ],
  [
    'what it runs with is affected, and it is not',
    [{ operator: 'AND', nodes: [or(other('a:x:y', true)), or({ ...own(), vulnerable: false })] }],
    '',
  ],
  ['another product', [{ nodes: [or(other('a:haxx:libcurl', true))] }], ''],
  ['a part of something else', [{ nodes: [or(own({}, '*', 'node.js'))] }], ''],
  [
    'an operating system of the name',
    [{ nodes: [or({ vulnerable: true, criteria: 'cpe:2.3:o:haxx:curl:*:*:*:*:*:*:*:*' })] }],
    '',
  ],
  [
    'two ways of one kind',
    [{ nodes: [or(own({}, '7.1'))] }, { nodes: [or(own({ versionEndExcluding: '7' }))] }],
    'affected [,7) 7.1',
  ],
  ['a name that is none', [{ nodes: [or({ vulnerable: true, criteria: 'haxx:curl' })] }], ''],
  ['everything but it', [{ nodes: [{ ...or(own()), negate: true }] }], 'undetermined [,)'],
];
for (const [title, configurations, told] of rows) {
  test(`flaws by product: ${title}`, () => {
    const said = productStates({ configurations }, curl, 'here').map(({ status, ranges, versions, only, note }) =>
      [
        status,
        ...ranges.map(
          ({ introduced, fixed, lastAffected }) =>
            `[${introduced ?? ''},${lastAffected ? `${lastAffected}]` : `${fixed ?? ''})`}`,
        ),
        ...versions,
        ...(only?.[0]?.os ? [`on ${only[0].os.join()}`] : []),
        ...(note === undefined ? [] : [`(${note})`]),
      ].join(' '),
    );
    assert.equal(said.join('; '), told);
  });
}

test('a part of the answer is refused: it would pass for all flaws', () => {
  const bytes = Buffer.from(JSON.stringify({ totalResults: 2_001, vulnerabilities: [] }));
  const parsed = nvdProducts.parse('nvd-products/haxx/curl', [{ path: 'haxx/curl.json', bytes }]);
  assert.throws(
    () => [...parsed.records],
    (error) => error instanceof SeaworthyError && error.code === 'E_FEED',
  );
});

test('only software of which nobody else speaks is asked for, each by its own name', () => {
  for (const { type, cpeOf, osv } of ecosystems)
    for (const name of ['node', 'curl', 'rust', 'vsftpd', 'constructor']) {
      const lookups = nvdProducts.lookups(examplePackage(type, name, '1'), undefined);
      assert.equal(lookups.length > 0, cpeOf?.(name) !== undefined, `${type} ${name}`);
      if (lookups.length > 0) assert.equal(osv?.knownAs?.(name, '1'), undefined);
      for (const { partition } of lookups) {
        assert.ok(nvdProducts.owns(partition), partition);
        const [file] = nvdProducts.files(partition);
        assert.match(String(file?.query?.virtualMatchString), /^cpe:2\.3:a:[a-z0-9_-]+:[a-z0-9_-]+$/);
      }
    }
  const [file] = nvdProducts.files('nvd-products/vsftpd--project/vsftpd');
  assert.equal(file?.query?.virtualMatchString, 'cpe:2.3:a:vsftpd_project:vsftpd');
});
