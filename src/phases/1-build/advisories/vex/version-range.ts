import type { Package } from '../../../../core/index.ts';
import { type VersionOrder, versionOrder } from '../../../../foundations/versions/index.ts';

const form = /^vers:([a-z][a-z0-9.+-]{0,50})\/(.+)$/;
const constraint = /^(>=|<=|!=|>|<|=)?([^<>=!*|]{1,500})$/;
const mostConstraints = 1_000;

interface Bound {
  readonly sign: string;
  readonly version: string;
}

/**
 * Whether a version range (purl-spec, "VERS": `vers:npm/>=1.0.0|<2.0.0`) holds the version of a package: undefined where nobody can say, because the text is no
 * such range, speaks of another kind of versions, or has bounds that have no place in the order of the package.
 */
export function inRange(range: string, { type, version, versionOrder: id }: Package): boolean | undefined {
  const [, scheme, text = ''] = form.exec(range.replace(/\s/g, '')) ?? [];
  const order = versionOrder(id);
  if (scheme !== type || order === undefined || !order.isValid(version)) return undefined;
  if (text === '*') return true;
  const bounds = boundsOf(text);
  if (bounds === undefined || !bounds.every((one) => order.hasPlace(one.version))) return undefined;
  const at = bounds.find((one) => order.compare(one.version, version) === 0);
  if (at !== undefined) return at.sign === '=' || at.sign === '>=' || at.sign === '<=';
  const ends = bounds.filter(({ sign }) => sign !== '=' && sign !== '!=');
  return isBetween(
    ends.toSorted((a, b) => order.compare(a.version, b.version)),
    version,
    order,
  );
}

function boundsOf(text: string): readonly Bound[] | undefined {
  const parts = text.split('|').filter((part) => part !== '');
  if (parts.length === 0 || parts.length > mostConstraints) return undefined;
  const bounds: Bound[] = [];
  for (const part of parts) {
    const [, sign = '=', version] = constraint.exec(part) ?? [];
    if (version === undefined) return undefined;
    try {
      bounds.push({ sign, version: decodeURIComponent(version) });
    } catch {
      return undefined;
    }
  }
  return bounds;
}

/** Whether the nearest bound below opens upwards, or there is none and the first opens downwards; two bounds must agree where both look at it. */
function isBetween(ends: readonly Bound[], version: string, order: VersionOrder): boolean {
  const above = ends.findIndex((one) => order.compare(one.version, version) > 0);
  const [low, high] = [ends[above < 0 ? ends.length - 1 : above - 1], above < 0 ? undefined : ends[above]];
  return (
    (low === undefined || low.sign.startsWith('>')) &&
    (high === undefined || high.sign.startsWith('<')) &&
    ends.length > 0
  );
}
