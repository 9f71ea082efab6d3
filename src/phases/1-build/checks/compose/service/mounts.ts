import type { OpenNode } from '../../open-node.ts';

/** Something of the machine that a service mounts: a path, never a named volume. */
export interface Mount {
  /** The entry in `volumes`. */
  readonly node: OpenNode;
  /** As it is written; undefined where it is not known. */
  readonly source: string | undefined;
  readonly isReadOnly: boolean;
  /** `shared`, `rslave`, …; undefined where nothing is said. */
  readonly propagation: string | undefined;
}

/** The paths of the machine that a service mounts, by both forms: `SOURCE:TARGET[:OPTIONS]`, and a mapping of type bind. */
export function mountsOf(service: OpenNode): readonly Mount[] {
  return service
    .get('volumes')
    .items()
    .flatMap((node) => (typeof node.value === 'object' && node.value !== null ? long(node) : short(node)));
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
