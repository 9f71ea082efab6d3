import type { JsonObject } from '../../../../foundations/formats/index.ts';
import { memberAt, membersAt, textOf, textsOf } from '../json-lines/json-path.ts';
import { indexedList, type JsonField, valuesField } from '../json-lines/json-source.ts';

/** The lists of containers that a pod has. */
export const containerLists = ['containers', 'initContainers', 'ephemeralContainers'] as const;

export type ContainerList = (typeof containerLists)[number];

const spec = ['requestObject', 'spec'] as const;

/** The images of a list of containers; `undefined` unless every container names one, so that none is passed over. */
export function imagesOf(event: JsonObject, list: ContainerList, index?: number): readonly string[] | undefined {
  const images = membersAt(event, [...spec, list, 'image'], index);
  return images?.every((image) => typeof image === 'string') ? (images as readonly string[]) : undefined;
}

/** An image without tag and digest: `registry:5000/shop/web` of `registry:5000/shop/web:1.4@sha256:…`. */
export function repositoryOf(image: string): string {
  const [name = ''] = image.split('@');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon < 0 ? name : name.slice(0, colon);
}

/** Ports of the host that containers ask for; the container's own where it names none, which is the host's where the pod uses its network. */
function hostPorts(event: JsonObject, list: ContainerList, index: number | undefined): readonly string[] | undefined {
  const ports = membersAt(event, [...spec, list, 'ports'], index);
  return ports
    ?.map((port) => memberAt(port, ['hostPort']) ?? memberAt(port, ['containerPort']))
    .filter((port) => port !== undefined)
    .map(textOf);
}

/** What containers run as: their own setting, else the pod's, else 0. */
function effective(name: string) {
  return (list: ContainerList) =>
    (event: JsonObject, index: number | undefined): readonly string[] | undefined => {
      const ofPod = textOf(memberAt(event, [...spec, 'securityContext', name]) ?? 0);
      const own = membersAt(event, [...spec, list, 'securityContext', name], index);
      return own?.map((value) => (value === undefined ? ofPod : textOf(value)));
    };
}

const effectiveUser = effective('runAsUser');
const effectiveGroup = effective('runAsGroup');

/** Values that are at one path below each container. */
const paths: readonly (readonly [name: string, ...path: string[]])[] = [
  ['name', 'name'],
  ['args', 'args'],
  ['command', 'command'],
  ['privileged', 'securityContext', 'privileged'],
  ['allow_privilege_escalation', 'securityContext', 'allowPrivilegeEscalation'],
  ['read_only_fs', 'securityContext', 'readOnlyRootFilesystem'],
  ['run_as_user', 'securityContext', 'runAsUser'],
  ['run_as_group', 'securityContext', 'runAsGroup'],
  ['proc_mount', 'securityContext', 'procMount'],
  ['add_capabilities', 'securityContext', 'capabilities', 'add'],
];

/** What is told of the containers of a pod that a request is about, of each kind of containers. */
export const containerFields: readonly JsonField[] = containerLists.flatMap((list) => {
  const prefix = `ka.req.pod.${list}`;
  return [
    ...paths.map(([name, ...path]) => valuesField(`${prefix}.${name}`, ...spec, list, ...path)),
    indexedList(`${prefix}.image`, (event, index) => imagesOf(event, list, index)),
    indexedList(`${prefix}.image.repository`, (event, index) => imagesOf(event, list, index)?.map(repositoryOf)),
    ...(list === 'ephemeralContainers'
      ? []
      : [indexedList(`${prefix}.host_port`, (event, index) => hostPorts(event, list, index))]),
    indexedList(`${prefix}.eff_run_as_user`, effectiveUser(list)),
    indexedList(`${prefix}.eff_run_as_group`, effectiveGroup(list)),
  ];
});

/** Whether any container asks to be privileged; `undefined` where the request is about no containers. */
export function anyPrivileged(event: JsonObject): string | undefined {
  const values = membersAt(event, [...spec, 'containers', 'securityContext', 'privileged']);
  return values === undefined ? undefined : String(textsOf(values)?.includes('true') ?? false);
}
