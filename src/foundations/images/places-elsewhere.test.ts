import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorLine, SeaworthyError } from '../../core/index.ts';
import { parseTarget } from './target.ts';

function refusal(target: string): string {
  try {
    parseTarget(target);
  } catch (error) {
    assert.ok(error instanceof SeaworthyError && error.code === 'E_USAGE', target);
    return errorLine(error);
  }
  return assert.fail(`${target} was taken`);
}

test('the scheme of another tool is answered with the way that there is', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['docker://alpine:3.20', '`alpine:3.20`'],
    ['podman://app', '`app`'],
    ['docker-daemon:alpine:3.20', '`docker:alpine:3.20`'],
    ['docker-daemon:@sha256:0123', '`docker:sha256:0123`'],
    ['containers-storage:localhost/app:1', '`podman:localhost/app:1`'],
    ['nerdctl:app', '`containerd:app`'],
    ['docker-image://alpine', '`alpine`'],
    ['oci-dir:layout', '`oci:layout`'],
    ['oci-layout://layout', '`oci:layout`'],
    ['file:///tmp/root', '`/tmp/root`'],
    ['file:image.tar', '`image.tar`'],
    ['sbom:bom.json', 'seaworthy scan sbom:bom.json'],
    ['pkg:npm/left-pad@1.0.0', 'bill of materials'],
    ['singularity:image.sif', 'skopeo copy'],
    ['tarball:root.tar', 'dir:root'],
  ];
  for (const [target, next] of cases) {
    const line = refusal(target);
    assert.ok(line.includes(next), line);
    assert.doesNotMatch(line, /\n/);
  }
});

test('what stands behind the scheme cannot forge a line', () => {
  assert.doesNotMatch(refusal('docker-daemon:a\nerror: b\u001b[2J'), /[\n\u001b]/);
});

test('an image that is called like a scheme is one, and so is everything of ours', () => {
  const images = ['docker', 'docker:27', 'docker:27.3.1-dind-rootless', 'docker:cli', 'docker:dind', 'docker:latest'];
  const others = ['library/docker:nginx', 'localhost:5000/docker:x', 'file', 'podman/stable:v5', './docker:nginx'];
  for (const target of [...images, ...others]) assert.deepEqual(parseTarget(target), { rest: target });
  assert.deepEqual(parseTarget('registry:docker:nginx'), { scheme: 'registry', rest: 'docker:nginx' });
  assert.deepEqual(parseTarget('docker:nginx:1.27'), { scheme: 'docker', rest: 'nginx:1.27' });
  assert.deepEqual(parseTarget('docker:cli:latest'), { scheme: 'docker', rest: 'cli:latest' });
  assert.deepEqual(parseTarget('docker-archive:a.tar'), { scheme: 'docker-archive', rest: 'a.tar' });
});
