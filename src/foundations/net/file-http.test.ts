import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fileHttp } from './file-http.ts';

test('a folder answers as a server would: 200, 304, 404, and no more than asked for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seaworthy-file-http-'));
  try {
    const path = join(folder, 'main.json');
    await writeFile(path, '{"packages":[]}');
    const http = fileHttp();
    const url = pathToFileURL(path).href;
    const found = await http.request(url);
    assert.equal(found.status, 200);
    assert.equal(Buffer.from(await found.bytes(100)).toString(), '{"packages":[]}');
    const etag = found.headers.etag ?? '';
    assert.equal((await http.request(url, { headers: { 'If-None-Match': etag } })).status, 304);
    assert.equal((await http.request(`${url}.gone`)).status, 404);
    assert.equal((await http.request(pathToFileURL(folder).href)).status, 404, 'a folder is no file');
    await assert.rejects(async () => (await http.request(url)).bytes(3), { code: 'E_LIMIT' });
  } finally {
    await rm(folder, { recursive: true });
  }
});
