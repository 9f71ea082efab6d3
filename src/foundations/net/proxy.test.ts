import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProxy, proxyFor } from './proxy.ts';

test('the scheme of the target chooses the proxy', () => {
  const settings = { http: 'http://one:3128', https: 'two:8080' };
  assert.equal(proxyFor(new URL('http://a.test/'), settings)?.host, 'one:3128');
  assert.equal(proxyFor(new URL('https://a.test/'), settings)?.host, 'two:8080');
  assert.equal(proxyFor(new URL('https://a.test/'), { http: 'one:1' }), undefined);
  assert.equal(proxyFor(new URL('https://a.test/'), undefined), undefined);
  assert.equal(proxyFor(new URL('https://a.test/'), { https: ' ' }), undefined);
});

test('NO_PROXY: hosts, domains, ports, addresses, networks, loopback', () => {
  const straight: readonly [string, string][] = [
    ['a.test', 'https://a.test/'],
    ['a.test', 'https://b.a.test/'],
    ['.a.test', 'https://b.a.test/'],
    ['*.a.test', 'https://b.a.test/'],
    ['A.Test', 'https://a.test/'],
    ['x, a.test:5000', 'https://a.test:5000/'],
    ['a.test:443', 'https://a.test/'],
    ['*', 'https://anything.test/'],
    ['10.0.0.0/8', 'https://10.2.3.4/'],
    ['fd00::/8', 'https://[fd00::1]:5000/'],
    ['10.1.1.1', 'https://10.1.1.1/'],
    ['[fd00::1]:5000', 'https://[fd00::1]:5000/'],
    ['', 'https://localhost:5000/'],
    ['', 'https://127.0.0.5/'],
    ['', 'https://[::1]/'],
  ];
  for (const [none, url] of straight)
    assert.equal(proxyFor(new URL(url), { https: 'p:1', none }), undefined, `${none} ${url}`);
  const through: readonly [string, string][] = [
    ['.a.test', 'https://a.test/'],
    ['a.test', 'https://ba.test/'],
    ['a.test:5000', 'https://a.test/'],
    ['10.0.0.0/8', 'https://11.2.3.4/'],
    ['10.0.0.0/99', 'https://10.2.3.4/'],
    ['10.0.0.0/8', 'https://a.test/'],
    ['', 'https://localhost.test/'],
  ];
  for (const [none, url] of through)
    assert.equal(proxyFor(new URL(url), { https: 'p:1', none })?.host, 'p:1', `${none} ${url}`);
});

test('a proxy is an http or https address; its user part becomes a header', () => {
  assert.deepEqual(parseProxy('https://u%40x:p@proxy.test'), {
    origin: 'https://proxy.test',
    host: 'proxy.test:443',
    hostname: 'proxy.test',
    port: 443,
    secure: true,
    authorization: `Basic ${Buffer.from('u@x:p').toString('base64')}`,
  });
  assert.throws(() => parseProxy('socks5://proxy.test:1080'), { code: 'E_USAGE' });
  assert.throws(() => parseProxy('http://'), { code: 'E_USAGE' });
});
