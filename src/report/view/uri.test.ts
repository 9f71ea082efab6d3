import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webLinks } from './links.ts';
import { pathUri, uriOf } from './uri.ts';

/** RFC 3986, appendix A: a reference with or without a scheme. */
const part = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})";
const absolute = new RegExp(
  `^https?://(?:\\[[0-9a-f:.]+\\]|${part}+)(?::\\d+)?(?:/${part}*)*(?:\\?(?:${part}|[/?])*)?(?:#(?:${part}|[/?])*)?$`,
);
const relative = new RegExp(`^/?(?:(?!/)(?:(?!:)${part})*(?:/${part}*)*)?$`);

test('paths as relative references', () => {
  for (const [path, expected] of [
    ['usr/bin/x', 'usr/bin/x'],
    ['a b/ü/%41/?#', 'a%20b/%C3%BC/%2541/%3F%23'],
    ['100%', '100%25'],
    ['C:\\Program Files\\x.dll', 'C%3A%5CProgram%20Files%5Cx.dll'],
    ['file:///etc', 'file%3A///etc'],
    ['javascript:x', 'javascript%3Ax'],
    ['//host/share', '/host/share'],
    ['/tmp/x', '/tmp/x'],
    ['a//b/', 'a//b/'],
    ['it\'s (a) [b] {c}|^`<d>"', "it's%20(a)%20%5Bb%5D%20%7Bc%7D%7C%5E%60%3Cd%3E%22"],
    ['日本/😀', '%E6%97%A5%E6%9C%AC/%F0%9F%98%80'],
    ['new\nline\u0000', 'new%0Aline%00'],
    // A byte that is no UTF-8, and U+FFFD itself, as names have them.
    ['caf\ufffde9', 'caf%E9'],
    ['\ufffdef\ufffdbf\ufffdbd', '%EF%BF%BD'],
    ['\ud800', '%EF%BF%BD'],
    ['\ud800ab', '%EF%BF%BDab'],
    ['', ''],
  ] as const) {
    assert.equal(pathUri(path), expected);
    assert.match(pathUri(path), relative, path);
  }
});

test('web addresses as URIs', () => {
  for (const [given, expected] of [
    ['https://a.test/x?y=1#z', 'https://a.test/x?y=1#z'],
    ['https://a.test/a|b', 'https://a.test/a%7Cb'],
    ['https://a.test/[x]?q={y}|^`[z]#a#b', 'https://a.test/%5Bx%5D?q=%7By%7D%7C%5E%60%5Bz%5D#a%23b'],
    ['https://a.test/%zz?%', 'https://a.test/%25zz?%25'],
    ['https://a.test/%41%c3', 'https://a.test/%41%c3'],
    ['https://a.test/ü b', 'https://a.test/%C3%BC%20b'],
    ['http://a{b}/', 'http://a%7Bb%7D/'],
    ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
    ['https://münchen.test/', 'https://xn--mnchen-3ya.test/'],
    ['https://a.test/?a="<>', 'https://a.test/?a=%22%3C%3E'],
  ] as const) {
    assert.equal(uriOf(new URL(given)), expected);
    assert.match(expected, absolute);
    assert.deepEqual(webLinks([given, given]), [expected]);
  }
});
