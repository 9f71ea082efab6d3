import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { SeaworthyError } from '../../../../core/index.ts';
import { loadXml } from '../../../../foundations/formats/index.ts';
import { casesOf, type Meaning } from './cases.ts';
import type { OvalCriterion, OvalNode } from './oval-types.ts';
import { packageRows } from './package-rows.ts';
import { packageTest } from './package-test.ts';
import { parseOvalFeed } from './parse-oval-feed.ts';
import { readOval } from './read-oval.ts';

before(loadXml);

const criterion = (ref: string, more = ''): string => `<criterion test_ref="${ref}" comment="${ref} holds" ${more}/>`;
const any = (...children: readonly string[]): string => `<criteria operator="OR">${children.join('')}</criteria>`;
const both = (...children: readonly string[]): string => `<criteria operator="AND">${children.join('')}</criteria>`;

/** Tests by name: `NAME` or `NAME OPERATION EVR`; each has its object and state. */
function file(criteria: string, tests: Readonly<Record<string, string>>, more = ''): Buffer {
  const entries = Object.entries(tests).map(([id, text]) => {
    const [, name, operation, evr] = /^(\S+)(?: (.+) (\S+))?$/.exec(text) ?? [];
    const state =
      operation &&
      `<l:rpminfo_state id="s:${id}"><l:evr datatype="evr_string" operation="${operation}">${evr}</l:evr></l:rpminfo_state>`;
    const ref = operation && `<l:state state_ref="s:${id}"/>`;
    const object = `<l:rpminfo_object id="o:${id}"><l:name>${name}</l:name></l:rpminfo_object>`;
    return {
      test: `<l:rpminfo_test id="${id}" check="at least one"><l:object object_ref="o:${id}"/>${ref ?? ''}</l:rpminfo_test>`,
      object,
      state: state ?? '',
    };
  });
  const all = (part: 'test' | 'object' | 'state'): string => entries.map((one) => one[part]).join('');
  return Buffer.from(`<oval_definitions xmlns="o" xmlns:oval="c" xmlns:l="l"><generator><oval:timestamp>2030-01-02T03:04:05</oval:timestamp></generator>
    <definitions><definition id="d:1" class="patch"><metadata><title>t</title></metadata>${criteria}</definition></definitions>
    <tests>${all('test')}${more}</tests><objects>${all('object')}</objects><states>${all('state')}</states></oval_definitions>`);
}

/** Packages by their tests; `true`, `false` and `arch` by the names of the criteria. */
function meaningOf(leaf: OvalCriterion): Meaning {
  if (leaf.missing === 'true') return { is: 'true' };
  if (leaf.missing === 'false') return { is: 'false' };
  if (leaf.missing === 'arch') return { is: 'scope', scope: { architectures: ['x86_64'] } };
  const found = leaf.test && packageTest(leaf.test);
  return found ? { is: 'package', test: found, criterion: leaf } : { is: 'condition', words: leaf.comment };
}

function treeOf(bytes: Buffer): OvalNode {
  const [definition] = [...readOval(bytes, 'x.xml').definitions()];
  const tree = definition?.criteria();
  assert.ok(tree);
  return tree;
}

/** Rows as `name range [architectures] (note)`. */
function rows(criteria: string, tests: Readonly<Record<string, string>>): readonly string[] {
  return packageRows(casesOf(treeOf(file(criteria, tests)), meaningOf, 'x')).map(
    ({ package: name, ranges, versions, only, note }) =>
      [
        name,
        ...ranges.map((range) => JSON.stringify(range)),
        ...versions,
        ...(only ?? []).map((scope) => JSON.stringify(scope)),
        ...(note ? [`(${note})`] : []),
      ].join(' '),
  );
}

const tests = {
  a: 'a less than 0:2-1',
  b: 'b less than or equal 1:3-1',
  c: 'c',
  d: 'd equals 0:4-1',
  e: 'e greater than 0:0-0',
  f: 'f greater than or equal 5-1',
  g: 'g bitwise and 1',
};

test('oval: what a test says of versions', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a', 'a {"fixed":"2-1"}'],
    ['b', 'b {"lastAffected":"1:3-1"}'],
    ['c', 'c {}'],
    ['d', 'd 4-1'],
    ['e', 'e {}'],
    ['f', 'f {"introduced":"5-1"}'],
  ];
  for (const [id, row] of cases) assert.deepEqual(rows(both(criterion(id)), tests), [row], id);
  // An operation that nobody uses for versions is no test of a package, and whoever reads it has to say so.
  assert.deepEqual(casesOf(treeOf(file(both(criterion('g')), tests)), meaningOf, 'x')[0]?.conditions, ['g holds']);
});

test('oval: AND, OR, negation, what is certain and what is not', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [
      both(any(criterion('true'), criterion('false')), any(criterion('a'), criterion('b'))),
      ['a {"fixed":"2-1"}', 'b {"lastAffected":"1:3-1"}'],
    ],
    [both(criterion('false'), criterion('a')), []],
    [
      any(both(criterion('false'), criterion('a')), both(criterion('true'), criterion('b'))),
      ['b {"lastAffected":"1:3-1"}'],
    ],
    [both(criterion('true', 'negate="true"'), criterion('a')), []],
    [both(criterion('false', 'negate="true"'), criterion('a')), ['a {"fixed":"2-1"}']],
    [
      both(criterion('arch'), any(criterion('a'), criterion('c'))),
      ['a {"fixed":"2-1"} {"architectures":["x86_64"]}', 'c {} {"architectures":["x86_64"]}'],
    ],
    [any(both(criterion('arch'), criterion('a')), criterion('a')), ['a {"fixed":"2-1"}']],
    // That something else is not there too is not looked at: the row stands, and says so.
    [both(criterion('a'), criterion('c', 'negate="true"')), ['a {"fixed":"2-1"} (unless c holds)']],
    [both(criterion('a'), criterion('unknown')), ['a {"fixed":"2-1"} (unknown holds)']],
    [both(criterion('a'), criterion('c')), ['a {"fixed":"2-1"} (c holds)', 'c {} (a holds)']],
    // Not (a or false) and b, as De Morgan has it.
    [
      both(`<criteria operator="OR" negate="true">${criterion('a')}${criterion('false')}</criteria>`, criterion('b')),
      ['b {"lastAffected":"1:3-1"} (unless a holds)'],
    ],
    [
      `<criteria>${criterion('a')}<extend_definition definition_ref="d:0" comment="R is installed"/></criteria>`,
      ['a {"fixed":"2-1"} (R is installed)'],
    ],
  ];
  for (const [criteria, expected] of cases) assert.deepEqual(rows(criteria, tests), expected, criteria);
});

test('oval: criteria of more cases than any publisher has are refused, and cost nothing', () => {
  const wide = any(...Array.from({ length: 100 }, () => criterion('a')));
  assert.throws(() => rows(both(wide, wide, wide), tests), { code: 'E_LIMIT' });
  assert.throws(() => rows('<criteria operator="XOR"/>', tests), { code: 'E_FORMAT' });
});

test('oval: a test of signatures, of several states or of something that is not in the file is no test of a package', () => {
  const extra = `<l:rpminfo_test id="sig" check="at least one"><l:object object_ref="o:a"/><l:state state_ref="s:none"/></l:rpminfo_test>
    <l:rpminfo_test id="none" check="none satisfy"><l:object object_ref="o:a"/><l:state state_ref="s:a"/></l:rpminfo_test>
    <l:rpminfo_test id="two" check="all"><l:object object_ref="o:a"/><l:state state_ref="s:a"/><l:state state_ref="s:b"/></l:rpminfo_test>`;
  for (const id of ['sig', 'none', 'two']) {
    const tree = treeOf(file(both(criterion(id)), tests, extra));
    const [leaf] = tree.kind === 'criteria' ? tree.children : [];
    assert.ok(leaf?.kind === 'criterion', id);
    assert.equal(leaf.test === undefined, id === 'sig', id);
    assert.equal(leaf.test && packageTest(leaf.test), undefined, id);
  }
});

test('oval: a definition that is not understood is left out and told; a file of another kind is refused', () => {
  const parse = (bytes: Buffer) => {
    const parsed = parseOvalFeed([{ path: 'x.xml', bytes }], (definition) => {
      definition.criteria();
      throw new SeaworthyError('E_FORMAT', 'no bulletin of ours', { where: definition.id });
    });
    return { count: [...parsed.records].length, ...parsed };
  };
  assert.throws(() => parse(file(criterion('a'), tests)), { code: 'E_FEED' });
  assert.throws(() => parse(Buffer.from('<html/>')), { code: 'E_FEED' });
  const many = file(criterion('a'), tests)
    .toString()
    .replace(/<definition .*<\/definition>/s, (one) => one.repeat(30));
  let seen = 0;
  const parsed = parseOvalFeed([{ path: 'x.xml', bytes: Buffer.from(many) }], () => {
    if (seen++ === 0) throw new SeaworthyError('E_FORMAT', 'no bulletin of ours');
    return [];
  });
  assert.deepEqual([[...parsed.records].length, parsed.date], [0, '2030-01-02T03:04:05.000Z']);
  assert.deepEqual(parsed.unread, ['Definitions that are not understood (no bulletin of ours): d:1.']);
});
