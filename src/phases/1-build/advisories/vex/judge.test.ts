import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined, type Package } from '../../../../core/index.ts';
import { Fitting } from './fit-statement.ts';
import { judgeVex, Statements, type Verdict } from './judge.ts';
import type { VexStatement } from './statement.ts';
import { elsewhere, image, left, manifest, net, openssl, pack, statement } from './testing/scene.ts';

const now = new Date('2026-06-01');
const here = `pkg:oci/app@${manifest}`;

function judge(
  statements: readonly VexStatement[],
  found: Package = left,
  packages: readonly Package[] = [found],
  notBelieved?: string,
): Verdict {
  const document = { format: 'OpenVEX', author: 'them', statements };
  const source = { where: 'x.json', document, ...defined({ notBelieved }) };
  return judgeVex(new Statements([source]), new Fitting({ packages }, image), { ids: ['CVE-1', 'GHSA-1'], found, now });
}

const status = (verdict: Verdict): string => verdict.said?.statement.status ?? 'none';
const whys = ({ passed }: Verdict): string => passed.map(({ why }) => why).join('\n');

test('the product is the image, the component a package of it', () => {
  assert.equal(status(judge([statement(here, [left.purl])])), 'not_affected');
  assert.equal(status(judge([statement(here, ['pkg:npm/%40acme/left'])])), 'not_affected');
  assert.equal(status(judge([statement(here, [])])), 'not_affected', 'the whole image');
  assert.equal(status(judge([statement(left.purl, [])])), 'not_affected', 'the package itself');
});

test('another product, version or component is told as what it is, and decides nothing', () => {
  for (const [one, why] of [
    [statement(`pkg:oci/app@${elsewhere}`, [left.purl]), /^it is about the image sha256:d+, and this is sha256:a+$/],
    [statement(here, ['pkg:npm/%40acme/left@2.0.0']), /^it is about version 2\.0\.0, and 1\.0\.0 is here$/],
    [statement(here, ['pkg:npm/right']), /^it is about pkg:npm\/right in pkg:oci\/app@\S+, which this is not$/],
    [statement('pkg:npm/right', []), /^it is about pkg:npm\/right, which this is not$/],
    [statement('pkg:npm/right', [left.purl]), /^it is about pkg:npm\/right, which is not here$/],
    [statement('left', []), /^it is about left, which this is not$/],
  ] as const) {
    const verdict = judge([one]);
    assert.equal(status(verdict), 'none', whys(verdict));
    assert.match(whys(verdict), why);
  }
  assert.deepEqual(judge([statement(here, [], { vulnerabilities: ['CVE-2'] })]), { passed: [] });
});

test('aliases count on both sides', () => {
  assert.equal(status(judge([statement(here, [], { vulnerabilities: ['X-9', 'ghsa-1'] })])), 'not_affected');
  assert.equal(status(judge([statement(here, [], { vulnerabilities: [' cve-1'] })])), 'not_affected');
});

test('a component inside a product that is itself in the image counts where all ways lead through it', () => {
  const main = pack('pkg:golang/github.com/acme/tool@v1', { versionOrder: 'go', dependencies: [net.id] });
  const other = pack('pkg:golang/github.com/acme/other@v1', { versionOrder: 'go', dependencies: [net.id] });
  const inside = [statement('pkg:golang/github.com/acme/tool', [net.purl])];
  assert.equal(status(judge(inside, net, [main, net])), 'not_affected');
  const shared = judge(inside, net, [main, other, net]);
  assert.equal(status(shared), 'none');
  assert.match(
    whys(shared),
    /^it holds inside pkg:golang\/github\.com\/acme\/tool alone, and this is there for others too$/,
  );
  const apart = judge(inside, net, [{ ...main, dependencies: [] }, net]);
  assert.equal(status(apart), 'none');
  assert.match(whys(apart), /through which this is not here/);
  const circle = { ...net, dependencies: [main.id] };
  assert.equal(status(judge(inside, circle, [main, circle])), 'not_affected');
});

test('the latest counts, and of one time the strictest', () => {
  const at = (status: VexStatement['status'], time?: string): VexStatement => {
    const { time: _, ...one } = statement(here, [], { status });
    return time === undefined ? one : { ...one, time };
  };
  for (const [statements, expected] of [
    [[at('not_affected', '2026-01-01'), at('affected', '2026-02-01')], 'affected'],
    [[at('affected', '2026-01-01'), at('not_affected', '2026-02-01')], 'not_affected'],
    [[at('not_affected', '2026-02-01'), at('under_investigation', '2026-03-01')], 'under_investigation'],
    [[at('not_affected', '2026-02-01'), at('affected', '2026-02-01')], 'affected'],
    [[at('not_affected', '2026-02-01T00:00:00+02:00'), at('affected', '2026-01-31T23:00:00Z')], 'affected'],
    [[at('not_affected', '2026-02-01'), at('affected')], 'affected'],
    [[at('not_affected', '2026-02-01'), at('affected', 'yesterday')], 'affected'],
    // One that is yet to come may be a slip of the pen: it takes no other's place.
    [[at('not_affected', '2099-01-01'), at('affected', '2026-02-01')], 'affected'],
    [[at('not_affected', '2099-01-01')], 'not_affected'],
    [[at('not_affected')], 'not_affected'],
  ] as const) {
    assert.equal(status(judge(statements)), expected);
    assert.equal(status(judge(statements.toReversed())), expected, 'whatever the order');
  }
  const verdict = judge([at('not_affected', '2026-01-01'), at('affected', '2026-02-01')]);
  assert.match(whys(verdict), /^a later statement \(statement \d+ of x\.json\) has taken its place$/);
});

test('fixed says in which version, or it is not believed', () => {
  const fixed = { status: 'fixed' } as const;
  assert.equal(status(judge([statement(left.purl, [], fixed)])), 'fixed');
  assert.equal(status(judge([statement(here, ['pkg:npm/%40acme/left'], fixed)])), 'fixed', 'in these very bytes');
  assert.equal(status(judge([statement('pkg:oci/app', [left.purl], fixed)])), 'fixed');
  for (const one of [
    statement('pkg:npm/%40acme/left', [], fixed),
    statement('pkg:oci/app', [], fixed),
    statement('pkg:npm/%40acme/left@1.0.1', [], fixed),
    statement('pkg:deb/debian/libssl3@3.0.13-1', [], fixed),
  ])
    assert.equal(status(judge([one], one.products[0]?.names[0]?.text.includes('deb') ? openssl : left)), 'none');
  assert.match(whys(judge([statement('pkg:oci/app', [], fixed)])), /says fixed, and not in which version/);
});

test('what is not believed decides nothing, not even that it is affected, and is told', () => {
  for (const status of ['not_affected', 'affected'] as const) {
    const verdict = judge([statement(here, [], { status })], left, [left], 'nobody signed it');
    assert.equal(verdict.said, undefined);
    assert.match(whys(verdict), /^it is not believed: nobody signed it$/);
  }
  const faulty = judge([statement(here, [], { fault: 'it names no reason' })]);
  assert.equal(faulty.said, undefined);
  assert.match(whys(faulty), /^it is not believed: it names no reason$/);
});
