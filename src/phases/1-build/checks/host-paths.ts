/* Paths of the machine on which containers run. */

/** A path without what changes nothing: `//etc/./` is `/etc`. */
export function plainPath(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `/${steps.join('/')}`;
}

/** Folders in which a node's own secrets, programs and controls lie. */
export const sensitivePath =
  /^\/(?:$|(?:etc|proc|sys|dev|boot|root|bin|sbin|lib|lib64|usr|home)(?:\/|$)|var\/(?:log|lib\/(?:kubelet|docker|containerd|rancher|etcd)|run)(?:\/|$)|var$|var\/lib$|run(?:\/|$))/;
/** Sockets by which containers are made. */
export const runtimeSocket =
  /^(?:\/var)?\/run\/(?:docker\.sock|containerd\/containerd\.sock|containerd\.sock|crio\/crio\.sock|crio\.sock|podman\/podman\.sock|cri-dockerd\.sock|docker\/containerd\/containerd\.sock|k3s\/containerd\/containerd\.sock)$/;
