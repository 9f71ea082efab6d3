import { count, formatPlatform, shortDigest } from '../../core/index.ts';
import type { ArtifactNode, ImageTree } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { humanSize } from '../terminal/columns.ts';
import { makeStyle, type Style } from '../terminal/style.ts';
import { cut, displayWidth, fit, wrap } from '../terminal/width.ts';

/** The tree for people: one line a thing, branches as far as it is deep. */
export function treeText({ target, root }: ImageTree, options: WriteOptions): string {
  const style = makeStyle(options);
  const { width } = options;
  const rows = rowsOf(root, '', '');
  const first = Math.max(...rows.filter(isNode).map(({ branch, node }) => displayWidth(branch) + node.kind.length));
  const lines = rows.map((row) =>
    isNode(row)
      ? rowLine(row, first, style, width)
      : `${style.faint(row.branch)}${count(row.deeper, 'thing')} not looked at`,
  );
  const tail = wrap(summary(root), width).map(style.faint);
  const head = wrap(clean(target), width).map(style.strong);
  return [...head, ...lines, '', ...tail].map((line) => `${line}\n`).join('');
}

interface NodeRow {
  readonly branch: string;
  readonly node: ArtifactNode;
}

/** A node, or how many things hang on the one above that were not looked at. */
type Row = NodeRow | { readonly branch: string; readonly deeper: number };

const isNode = (row: Row): row is NodeRow => 'node' in row;

function rowsOf(node: ArtifactNode, branch: string, below: string): readonly Row[] {
  const last = node.children.length - 1;
  return [
    { branch, node },
    ...(node.deeper === undefined ? [] : [{ branch: `${below}└─ `, deeper: node.deeper }]),
    ...node.children.flatMap((child, index) =>
      rowsOf(child, `${below}${index === last ? '└─ ' : '├─ '}`, `${below}${index === last ? '   ' : '│  '}`),
    ),
  ];
}

function rowLine({ branch, node }: NodeRow, first: number, style: Style, width: number): string {
  const { kind, digest, size, created } = node;
  const name = `${style.faint(branch)}${kind}${' '.repeat(first - displayWidth(branch) - kind.length)}`;
  const when = created === undefined ? '' : clean(created).slice(0, 16).replace('T', ' ');
  const middle = `  ${shortDigest(digest)}  ${humanSize(size).padStart(10)}  ${fit(when, 16)}`;
  const room = width - first - middle.length - 2;
  return `${name}${middle}  ${cut(clean(about(node)), room)}`.trimEnd();
}

/** What there is to say of a thing besides its kind. */
function about({ kind, platform, predicateType, tag, type }: ArtifactNode): string {
  if (platform !== undefined) return formatPlatform(platform);
  if (kind === 'image' || kind === 'index') return '';
  if (tag !== undefined) return 'under a tag';
  // That of a plain signature says no more than its kind.
  if (predicateType === 'https://sigstore.dev/cosign/sign/v1') return '';
  // The end of an address tells more than its beginning.
  return (predicateType ?? type).replace(/^https:\/\//, '');
}

function summary(root: ArtifactNode): string {
  const kinds = new Map<string, number>();
  const add = ({ kind, children }: ArtifactNode): void => {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    children.forEach(add);
  };
  root.children.forEach(add);
  const words = [...kinds].map(([kind, number]) => count(number, kind, plural(kind)));
  if (words.length === 0) return 'Nothing hangs on it.';
  return `${words.join(', ')}: by their own words. \`seaworthy verify IMAGE\` checks who signed.`;
}

const plurals: Readonly<Record<string, string>> = {
  index: 'indexes',
  sbom: 'sboms',
  provenance: 'provenances',
  vex: 'vex',
  other: 'others',
};

const plural = (kind: string): string => plurals[kind] ?? `${kind}s`;
