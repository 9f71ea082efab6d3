import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseContainer } from './container-of-cgroup.ts';

const id = '0123456789abcdef'.repeat(4);
const other = 'f'.repeat(64);
const pod = '2f1c0a9e-1111-4222-8333-444455556666';
const sunk = pod.replaceAll('-', '_');

const table: readonly (readonly [string, string, readonly [string, string, string?] | undefined])[] = [
  ['docker, v2, cgroupfs', `0::/docker/${id}`, [id, 'docker']],
  ['docker, v2, systemd', `0::/system.slice/docker-${id}.scope`, [id, 'docker']],
  ['docker, v1', `12:pids:/docker/${id}\n1:name=systemd:/docker/${id}`, [id, 'docker']],
  ['docker, hybrid: v1 before the line of v2', `5:cpu:/docker/${other}\n0::/docker/${id}`, [id, 'docker']],
  ['v2 at its root: v1 tells', `9:memory:/docker/${id}\n0::/`, [id, 'docker']],
  ['an init scope in a container', `0::/docker/${id}/init.scope`, [id, 'docker']],
  ['podman, systemd', `0::/machine.slice/libpod-${id}.scope`, [id, 'podman']],
  ['podman, systemd, split', `0::/machine.slice/libpod-${id}.scope/container`, [id, 'podman']],
  ['podman, cgroupfs', `0::/libpod_parent/libpod-${id}`, [id, 'podman']],
  [
    'podman without root',
    `0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${id}.scope`,
    [id, 'podman'],
  ],
  [
    'kubernetes, containerd, systemd',
    `0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${sunk}.slice/cri-containerd-${id}.scope`,
    [id, 'containerd', pod],
  ],
  [
    'kubernetes, containerd, kubelet alone with systemd',
    `11:cpu:/system.slice/containerd.service/kubepods-besteffort-pod${sunk}.slice:cri-containerd:${id}`,
    [id, 'containerd', pod],
  ],
  ['kubernetes, cri-o', `0::/kubepods.slice/kubepods-pod${sunk}.slice/crio-${id}.scope`, [id, 'cri-o', pod]],
  ['kubernetes, cgroupfs: the engine is not told', `0::/kubepods/besteffort/pod${pod}/${id}`, [id, 'unknown', pod]],
  [
    'kubernetes, static pod',
    `0::/kubepods/burstable/pod${pod.replaceAll('-', '')}/${id}`,
    [id, 'unknown', pod.replaceAll('-', '')],
  ],
  ['kubernetes, docker', `4:memory:/kubepods.slice/kubepods-pod${sunk}.slice/docker-${id}.scope`, [id, 'docker', pod]],
  [
    'a node in a container: the outermost is the one of this machine’s engine',
    `0::/docker/${id}/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod${sunk}.slice/cri-containerd-${other}.scope`,
    [id, 'docker'],
  ],
  ['a scope that a container made for itself', `0::/docker/${id}/docker-${other}.scope`, [id, 'docker']],
  ['quadlet', `0::/system.slice/web.service/libpod-payload-${id}`, [id, 'podman']],
  ['what a unit of quadlet runs beside it', '0::/system.slice/web.service/runtime', undefined],
  ['systemd-nspawn', '0::/machine.slice/systemd-nspawn@web.service/payload', ['web', 'systemd-nspawn']],
  ['nerdctl', `0::/system.slice/nerdctl-${id}.scope`, [id, 'containerd']],
  ['lxc', '0::/lxc/web/x', ['web', 'lxc']],
  ['lxc, as systemd has it', '0::/lxc.payload.web', ['web', 'lxc']],
  ['ctr', '0::/default/c1', ['c1', 'containerd']],
  ['the monitor of a container is outside it', `0::/machine.slice/libpod-conmon-${id}.scope\n`, undefined],
  ['and that of cri-o', `0::/system.slice/crio-conmon-${id}.scope`, undefined],
  ['host', '0::/user.slice/user-0.slice/session-1.scope\n', undefined],
  ['root', '0::/', undefined],
  ['63 digits', `0::/docker/${id.slice(1)}`, undefined],
  ['upper case', `0::/docker/${id.toUpperCase()}`, undefined],
  ['no line of that form', `${id}\n::::\n0:`, undefined],
  ['nothing', '', undefined],
];

test('containers are known by the cgroups that engines make', () => {
  for (const [name, lines, expected] of table) {
    const found = parseContainer(lines);
    assert.deepEqual(
      found === undefined ? undefined : [found.id, found.engine, ...(found.pod === undefined ? [] : [found.pod])],
      expected,
      name,
    );
  }
});

test('any text has an answer, in time', () => {
  const part = fc.constantFrom('/', ':', '0::', '\n', 'docker-', 'pod', id, '.scope', 'a', '..');
  fc.assert(fc.property(fc.array(part, { maxLength: 60 }), (parts) => void parseContainer(parts.join(''))));
  assert.equal(parseContainer(`0::${'/pod'.repeat(1_000_000)}`), undefined);
});
