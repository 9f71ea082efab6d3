import type { Mender } from '../../mend.ts';
import type { FieldChange, ManifestBreach } from '../check.ts';
import type { ManifestView } from '../view.ts';
import { containerOf, isWritten, setField } from './field-change.ts';

type ManifestMender = Mender<ManifestView, ManifestBreach, FieldChange>;

const ofWindows = 'a pod of Windows has no such field';
const noContainer = 'its container is not known';

/** Whether the container, or its pod, says that it runs as a user that is not root. */
function isKnownUser(found: ManifestBreach): boolean {
  const container = containerOf(found);
  const { pod } = found.object;
  const own = (name: string) => {
    const node = container?.security.get(name);
    return node?.isSet === true ? node : pod?.security.get(name);
  };
  const user = own('runAsUser')?.number();
  return user === undefined ? own('runAsNonRoot')?.boolean() === true : user > 0;
}

/** Whether it listens where only root may by the kernel's own rule. */
const hasLowPort = (found: ManifestBreach): boolean =>
  containerOf(found)
    ?.node.get('ports')
    .items()
    .some((port) => (port.get('containerPort').number() ?? 1024) < 1024) === true;

/** That no more rights are got than those of who started it. */
export const withoutEscalation: ManifestMender = {
  does: '`allowPrivilegeEscalation: false`',
  mend(found) {
    const container = containerOf(found);
    if (container === undefined) return { why: noContainer };
    if (found.object.pod?.isWindows === true) return { why: ofWindows };
    const { security } = container;
    const added = security.at('capabilities', 'add').items();
    if (
      security.get('privileged').boolean() === true ||
      added.some(({ value }) => /^(?:CAP_)?(?:SYS_ADMIN|ALL)$/i.test(String(value)))
    )
      return { why: 'Kubernetes refuses it for a container that is privileged or has SYS_ADMIN' };
    const asked = isWritten(found) ? 'somebody allows it: a program that is setuid may count on that' : undefined;
    return setField(found.path, false, asked);
  },
};

/** The runtime's own filter of system calls, for the pod. */
export const withSeccomp: ManifestMender = {
  does: '`seccompProfile: { type: RuntimeDefault }` for the pod',
  mend(found) {
    const { pod } = found.object;
    if (pod === undefined) return { why: noContainer };
    if (pod.isWindows) return { why: ofWindows };
    if (isWritten(found)) return setField(found.path, 'RuntimeDefault', 'somebody has switched the filter off');
    const ofPod = pod.security.get('seccompProfile');
    if (ofPod.isSet) return { why: 'what the pod says of it is mended first' };
    return setField([...ofPod.path, 'type'], 'RuntimeDefault');
  },
};

/** No rights beyond those of an ordinary process. */
export const withoutCapabilities: ManifestMender = {
  does: '`capabilities: { drop: [ALL] }`',
  mend(found) {
    const container = containerOf(found);
    if (container === undefined) return { why: noContainer };
    if (found.object.pod?.isWindows === true) return { why: ofWindows };
    if (container.security.get('privileged').boolean() === true) return { why: 'a privileged container has them all' };
    const dropped = container.security.at('capabilities', 'drop');
    const count = dropped.items().length;
    const isSafe = isKnownUser(found) && !hasLowPort(found);
    const asked = 'a program that begins as root, or listens below port 1024, may need one of them';
    return count > 0
      ? setField([...dropped.path, count], 'ALL', isSafe ? undefined : asked)
      : setField(dropped.path, ['ALL'], isSafe ? undefined : asked);
  },
};

/** That Kubernetes starts it as no root. */
export const asNonRoot: ManifestMender = {
  does: '`runAsNonRoot: true`',
  mend(found) {
    const container = containerOf(found);
    if (container === undefined) return { why: noContainer };
    if (found.object.pod?.isWindows === true) return { why: ofWindows };
    const ownUser = container.security.get('runAsUser');
    const user = ownUser.isSet ? ownUser : found.object.pod?.security.get('runAsUser');
    if (user?.number() === 0) return { why: 'runAsUser says that it is root' };
    return setField(found.path, true, 'an image that names no user by its number, or root, is not started any more');
  },
};

/** That nothing of the image is written to. */
export const withReadOnlyFiles: ManifestMender = {
  does: '`readOnlyRootFilesystem: true`',
  mend: (found) =>
    found.object.pod?.isWindows === true
      ? { why: ofWindows }
      : setField(found.path, true, 'a program that writes beside its volumes fails'),
};
