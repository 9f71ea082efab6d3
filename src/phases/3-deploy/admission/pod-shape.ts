import { field } from '../../../foundations/formats/index.ts';
import { parseReference } from '../../../foundations/images/index.ts';

/**
 * What Kubernetes reads as the same in one part of a pod (API reference, PodSpec; `SetDefaults_…` of its core/v1 types). Everything that no shape tells of
 * counts as it is written: what is not known here is a change, and changes are judged.
 */
export interface PodShape {
  /** A list: none is the same as an empty one. */
  readonly items?: PodShape;
  /** Members by which items of the list are known, where their order means nothing (`x-kubernetes-list-type: map`). */
  readonly keys?: readonly string[];
  readonly members?: Readonly<Record<string, PodShape>>;
  /** An object: none is the same as an empty one. */
  readonly optional?: boolean;
  /** What the API server fills in, or drops, when it is not there. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** The same, where it follows from the rest. */
  readonly fillsIn?: (value: unknown) => Readonly<Record<string, unknown>>;
  /** Members that change where and how long a pod runs and what it may use up, never what runs in it with which rights. */
  readonly ignored?: readonly string[];
}

const any: PodShape = {};
const list: PodShape = { items: any };
const listBy = (keys: readonly string[], items: PodShape): PodShape => ({ items, keys });

/** `Always` for the tag latest, whether written or not, else `IfNotPresent` (`SetDefaults_Container`, `SetDefaults_Volume`). */
function pullPolicy(name: string, image: unknown): Readonly<Record<string, unknown>> {
  try {
    const { tag } = parseReference(String(image));
    return { [name]: tag === 'latest' ? 'Always' : 'IfNotPresent' };
  } catch {
    return {};
  }
}

/** How much of these may be changed while the container runs (KEP-1287, in-place resize). Devices and claims are no such amounts. */
const amounts: PodShape = { optional: true, ignored: ['cpu', 'memory'] };
const resources: PodShape = { optional: true, members: { limits: amounts, requests: amounts, claims: list } };

const httpGet: PodShape = { defaults: { path: '/', scheme: 'HTTP' }, members: { httpHeaders: list } };
const exec: PodShape = { members: { command: list } };
const probe: PodShape = {
  defaults: { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
  members: { httpGet, exec },
};
const lifecycle: PodShape = {
  optional: true,
  members: { postStart: { members: { httpGet, exec } }, preStop: { members: { httpGet, exec } } },
};

const empty: PodShape = { optional: true };
const containerSecurity: PodShape = {
  optional: true,
  defaults: { procMount: 'Default' },
  members: {
    capabilities: { optional: true, members: { add: list, drop: list } },
    seLinuxOptions: empty,
    windowsOptions: empty,
  },
};
const podSecurity: PodShape = {
  optional: true,
  members: { seLinuxOptions: empty, windowsOptions: empty, supplementalGroups: list, sysctls: list },
};

const fieldRef: PodShape = { defaults: { apiVersion: 'v1' } };
const env: PodShape = { items: { members: { valueFrom: { members: { fieldRef } } } } };

const container: PodShape = {
  ignored: ['resizePolicy'],
  defaults: {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    stdin: false,
    stdinOnce: false,
    tty: false,
  },
  fillsIn: (value) => pullPolicy('imagePullPolicy', field(value, 'image')),
  members: {
    args: list,
    command: list,
    env,
    envFrom: list,
    lifecycle,
    livenessProbe: probe,
    readinessProbe: probe,
    startupProbe: probe,
    ports: listBy(['containerPort', 'protocol'], { defaults: { protocol: 'TCP', hostPort: 0 } }),
    resources,
    securityContext: containerSecurity,
    volumeDevices: listBy(['devicePath'], any),
    volumeMounts: listBy(['mountPath'], { defaults: { readOnly: false } }),
  },
};

const files: PodShape = { defaults: { defaultMode: 0o644 }, members: { items: list } };
const downwardFiles: PodShape = { items: { members: { fieldRef } } };
const source: PodShape = {
  members: {
    configMap: { members: { items: list } },
    secret: { members: { items: list } },
    downwardAPI: { members: { items: downwardFiles } },
    serviceAccountToken: { defaults: { expirationSeconds: 3_600 } },
  },
};
const volume: PodShape = {
  defaults: { emptyDir: {} },
  members: {
    configMap: files,
    secret: files,
    downwardAPI: { defaults: { defaultMode: 0o644 }, members: { items: downwardFiles } },
    projected: { defaults: { defaultMode: 0o644 }, members: { sources: { items: source } } },
    hostPath: { defaults: { type: '' } },
    image: { fillsIn: (value) => pullPolicy('pullPolicy', field(value, 'reference')) },
  },
};

/** The spec of a pod. The order of init containers and of variables has a meaning: they are no maps here. */
export const podSpec: PodShape = {
  ignored: [
    'activeDeadlineSeconds',
    'affinity',
    'nodeName',
    'nodeSelector',
    'overhead',
    'preemptionPolicy',
    'priority',
    'priorityClassName',
    'schedulerName',
    'schedulingGates',
    'terminationGracePeriodSeconds',
    'tolerations',
    'topologySpreadConstraints',
  ],
  defaults: {
    dnsPolicy: 'ClusterFirst',
    enableServiceLinks: true,
    hostIPC: false,
    hostNetwork: false,
    hostPID: false,
    hostUsers: true,
    restartPolicy: 'Always',
    serviceAccount: 'default',
    serviceAccountName: 'default',
    shareProcessNamespace: false,
  },
  members: {
    containers: listBy(['name'], container),
    dnsConfig: { optional: true, members: { nameservers: list, options: list, searches: list } },
    ephemeralContainers: listBy(['name'], container),
    hostAliases: listBy(['ip'], { members: { hostnames: list } }),
    imagePullSecrets: listBy(['name'], any),
    initContainers: { items: container },
    readinessGates: list,
    resourceClaims: listBy(['name'], any),
    resources,
    securityContext: podSecurity,
    volumes: listBy(['name'], volume),
  },
};
