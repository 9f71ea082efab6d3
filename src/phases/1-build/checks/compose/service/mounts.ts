import type { OpenNode } from '../../open-node.ts';

/** Something of the machine that a service mounts: a path, also where a volume, a secret or a configuration of the project stands for it. */
export interface Mount {
  /** Where it is written: the entry in `volumes`, or the path that the project gives a volume, a secret or a configuration. */
  readonly node: OpenNode;
  /** As it is written; undefined where it is not known. */
  readonly source: string | undefined;
  readonly isReadOnly: boolean;
  /** Set for the file of a secret or a configuration: one that was chosen to be handed over. */
  readonly isHandedOver?: true;
  /** `shared`, `rslave`, …; undefined where nothing is said. */
  readonly propagation: string | undefined;
}

/** What the project itself says of volumes, secrets and configurations. */
export interface SharedThings {
  readonly volumes: OpenNode;
  readonly secrets: OpenNode;
  readonly configs: OpenNode;
}

/**
 * The paths of the machine that a service mounts: by both forms of a volume, `SOURCE:TARGET[:OPTIONS]` and a mapping; by the name of a volume that is a path
 * (`driver_opts` with `o: bind`); and as the file of a secret or a configuration, which Compose mounts from where it lies.
 */
export function mountsOf(service: OpenNode, shared: SharedThings): readonly Mount[] {
  const volumes = service
    .get('volumes')
    .items()
    .flatMap((node) => {
      const isLong = typeof node.value === 'object' && node.value !== null;
      return [...(isLong ? long(node) : short(node)), ...byName(node, isLong, shared.volumes)];
    });
  const files = (['secrets', 'configs'] as const).flatMap((kind) =>
    service
      .get(kind)
      .items()
      .flatMap((node) => fileOf(node, shared[kind])),
  );
  return [...volumes, ...files];
}

/** The folder that a volume of the project stands for. */
function byName(node: OpenNode, isLong: boolean, volumes: OpenNode): readonly Mount[] {
  const parts = isLong ? [] : (node.marked() ?? '').split(':');
  const name = isLong ? node.get('source').text() : parts[0];
  if (name === undefined || !volumes.get(name).isSet) return [];
  const options = volumes.get(name).get('driver_opts');
  const words = (options.get('o').text() ?? '').split(',').map((word) => word.trim());
  const isBind = words.some((word) => /^r?bind$/.test(word)) || /^r?bind$/.test(options.get('type').text() ?? '');
  const source = isBind ? options.get('device').text() : undefined;
  if (source === undefined) return [];
  const isReadOnly = words.includes('ro') || parts[2]?.split(',').includes('ro') === true;
  return [
    {
      node: options.get('device'),
      source,
      isReadOnly,
      propagation: words.find((word) => /^r?(?:shared|slave)$/.test(word)),
    },
  ];
}

/** The file of a secret or a configuration. */
function fileOf(node: OpenNode, all: OpenNode): readonly Mount[] {
  const isLong = typeof node.value === 'object' && node.value !== null;
  const name = isLong ? node.get('source').text() : node.text();
  const file = all.get(name ?? '').get('file');
  const source = file.text();
  if (source === undefined) return [];
  return [{ node: file, source, isReadOnly: true, isHandedOver: true, propagation: undefined }];
}

function long(node: OpenNode): readonly Mount[] {
  if (node.get('type').text() !== 'bind') return [];
  return [
    {
      node,
      source: node.get('source').text(),
      isReadOnly: node.get('read_only').boolean() === true,
      propagation: node.at('bind', 'propagation').text(),
    },
  ];
}

/** Beginnings of a path of the machine; a volume has none of them. */
const isPath = (source: string): boolean => /^(?:[/~.]|[A-Za-z]:[\\/])/.test(source);

function short(node: OpenNode): readonly Mount[] {
  const text = node.marked() ?? '';
  // A letter and a colon begin a path of Windows.
  const [, drive = '', rest = ''] = /^([A-Za-z]:(?=[\\/]))?(.*)$/s.exec(text) ?? [];
  const [begin = '', target, ...options] = rest.split(':');
  if (target === undefined) return [];
  const source = node.part(drive + begin);
  if (source !== undefined && !isPath(source)) return [];
  const words = (options.at(-1) ?? '').split(',');
  return [
    {
      node,
      source,
      isReadOnly: words.includes('ro'),
      propagation: words.find((word) => /^r?(?:shared|slave)$/.test(word)),
    },
  ];
}
