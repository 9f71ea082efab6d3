import { asSeaworthyError, defined } from '../../../core/index.ts';
import { canonicalJsonOfAny, field, isObject, parseJson } from '../../../foundations/formats/index.ts';

/** A directory of the host that is seen in a container. */
export interface ContainerMount {
  readonly source: string;
  readonly destination: string;
  readonly mode: string;
  readonly writable: boolean;
  readonly propagation: string;
}

/** What a runtime tells of a container. */
export interface ContainerInfo {
  /** Twelve digits, as in `ContainerIdentity`. */
  readonly id: string;
  readonly fullId?: string;
  readonly name?: string;
  readonly image?: string;
  readonly imageId?: string;
  readonly imageRepository?: string;
  readonly imageTag?: string;
  /** `sha256:…` of the image's manifest. */
  readonly imageDigest?: string;
  readonly privileged?: boolean;
  readonly labels?: ReadonlyMap<string, string>;
  readonly mounts?: readonly ContainerMount[];
  readonly ip?: string;
  readonly hostPid?: boolean;
  readonly hostNetwork?: boolean;
  readonly hostIpc?: boolean;
  /** Seconds since 1970. */
  readonly created?: number;
  readonly podSandboxId?: string;
  /** Labels of the pod, where its runtime tells them apart from those of the container. */
  readonly podLabels?: ReadonlyMap<string, string>;
  /** What the orchestrator runs in the container to see whether it is well, as JSON. */
  readonly healthcheck?: string;
  readonly livenessProbe?: string;
  readonly readinessProbe?: string;
}

/**
 * What an event of a capture tells of a container: JSON with one member `container`. Undefined when it does not. Never throws.
 */
export function readContainerInfo(text: string): ContainerInfo | undefined {
  let whole: unknown;
  try {
    whole = parseJson(Buffer.from(text), 'a container event', { maxBytes: 4 * 1024 * 1024 });
  } catch (error) {
    asSeaworthyError(error, 'E_FORMAT', 'a container event cannot be read');
    return undefined;
  }
  const container = field(whole, 'container');
  const textOf = (name: string): string | undefined => {
    const value = field(container, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const flagOf = (name: string): boolean | undefined => {
    const value = field(container, name);
    return typeof value === 'boolean' ? value : undefined;
  };
  const jsonMember = (name: string): string | undefined => {
    const value = field(container, name);
    return value === undefined || value === null ? undefined : canonicalJsonOfAny(value);
  };
  const id = textOf('id');
  if (id === undefined) return undefined;
  const created = field(container, 'created_time');
  const fields = {
    fullId: textOf('full_id'),
    name: textOf('name'),
    image: textOf('image'),
    imageId: textOf('imageid'),
    imageRepository: textOf('imagerepo'),
    imageTag: textOf('imagetag'),
    imageDigest: textOf('imagedigest'),
    ip: textOf('ip'),
    podSandboxId: textOf('pod_sandbox_id'),
    privileged: flagOf('privileged'),
    hostPid: flagOf('host_pid'),
    hostNetwork: flagOf('host_network'),
    hostIpc: flagOf('host_ipc'),
    created: typeof created === 'number' ? created : undefined,
    labels: labelsOf(field(container, 'labels')),
    podLabels: labelsOf(field(container, 'pod_sandbox_labels')),
    healthcheck: jsonMember('Healthcheck'),
    livenessProbe: jsonMember('LivenessProbe'),
    readinessProbe: jsonMember('ReadinessProbe'),
    mounts: mountsOf(field(container, 'Mounts')),
  };
  return { id: id.slice(0, 12), ...defined(fields) };
}

function labelsOf(value: unknown): ReadonlyMap<string, string> | undefined {
  if (!isObject(value)) return undefined;
  return new Map(Object.entries(value).flatMap(([name, label]) => (typeof label === 'string' ? [[name, label]] : [])));
}

function mountsOf(value: unknown): readonly ContainerMount[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const text = (mount: unknown, name: string): string => {
    const member = field(mount, name);
    return typeof member === 'string' ? member : '';
  };
  return value.map((mount: unknown) => ({
    source: text(mount, 'Source'),
    destination: text(mount, 'Destination'),
    mode: text(mount, 'Mode'),
    writable: field(mount, 'RDWR') === true,
    propagation: text(mount, 'Propagation'),
  }));
}
