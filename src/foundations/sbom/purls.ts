import { defined, formatPurl, type ImageSubject, type Package, type SourcePackage } from '../../core/index.ts';

/*
 * Distributions publish about source packages and not about what was built of them. Grype and others learn the source of a package from the qualifier
 * `upstream` of its purl, as Syft writes it: `openssl`, `openssl@3.0.1` where its version is another, `openssl-3.0.1-1.src.rpm` of an rpm. An rpm's epoch
 * is a qualifier too (purl-spec, type `rpm`). Inside the program a purl says neither: there both stand in members of their own.
 */

const rpm = /^pkg:rpm\//;
const epochOf = /^(\d+):/;

/** The purl of a package as a document tells it. */
export function writtenPurl({ purl, version, source }: Package): string {
  const isRpm = rpm.test(purl);
  const epoch = isRpm ? epochOf.exec(version)?.[1] : undefined;
  const upstream = source && upstreamOf(source, version, isRpm);
  const told = epoch === undefined ? purl : purl.replace(`@${epoch}:`, '@');
  return withQualifiers(told, {
    ...defined({ epoch, upstream }),
  });
}

/**
 * The purl of an image (purl-spec, type `oci`): the last part of its repository's name in lower case, and its digest. What it was asked for by may be the
 * path of a file; then it has no name of its own, and is called `image`.
 */
export function imagePurl({ name, digest, platform }: ImageSubject): string {
  const repository =
    /^(?:[a-z]{1,20}:\/\/)?(?:[\w.:-]{1,255}\/){0,20}([a-z0-9][a-z0-9._-]{0,127})(?::[\w.-]{1,128})?(?:@sha\d{3}:[0-9a-f]{1,128})?$/.exec(
      name,
    );
  return formatPurl({
    type: 'oci',
    name: repository?.[1] ?? 'image',
    version: digest,
    qualifiers: { arch: platform.architecture },
  });
}

function upstreamOf(
  source: { readonly name: string; readonly version: string },
  own: string,
  isRpm: boolean,
): string | undefined {
  if (source.name === '') return undefined;
  if (isRpm) return `${source.name}-${source.version.replace(epochOf, '')}.src.rpm`;
  return source.version === own || source.version === '' ? source.name : `${source.name}@${source.version}`;
}

/** What an rpm was built from, by the name of its source rpm: `openssl-3.0.1-1.el9.src.rpm`. Undefined for another text. */
export function sourceOfRpm(file: string): SourcePackage | undefined {
  const [, name, version] = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(file) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** `upstream` of a purl, as its makers write it: `openssl`, `openssl@3.0.1`, `openssl-3.0.1-1.src.rpm`. */
export function writtenUpstream(upstream: string | undefined, own: string): SourcePackage | undefined {
  if (upstream === undefined) return undefined;
  const rpm = sourceOfRpm(upstream);
  if (rpm !== undefined) return rpm;
  const at = upstream.lastIndexOf('@');
  return at > 0 ? { name: upstream.slice(0, at), version: upstream.slice(at + 1) } : { name: upstream, version: own };
}

/** The purl of a package of ours, from a document of ours: what `writtenPurl` put in is taken out again. */
export function readPurl(purl: string, version: string): string {
  const { before, pairs, after } = parts(purl);
  const epoch = rpm.test(purl) ? epochOf.exec(version)?.[1] : undefined;
  const rest = pairs.filter(
    (pair) => !pair.startsWith('upstream=') && (epoch === undefined || pair !== `epoch=${epoch}`),
  );
  const isTold = epoch !== undefined && pairs.includes(`epoch=${epoch}`);
  const at = before.lastIndexOf('@');
  const name = isTold && at > 0 ? `${before.slice(0, at)}@${epoch}:${before.slice(at + 1)}` : before;
  return joined(name, rest, after);
}

/** A purl with more qualifiers; those that it has stay. Keys are sorted (purl-spec, "How to build a purl string"). */
function withQualifiers(purl: string, more: Readonly<Record<string, string>>): string {
  const { before, pairs, after } = parts(purl);
  const known = new Set(pairs.map((pair) => pair.slice(0, pair.indexOf('='))));
  const added = Object.entries(more).flatMap(([key, value]) => (known.has(key) ? [] : [pairOf(key, value)]));
  return added.length === 0 ? purl : joined(before, [...pairs, ...added].sort(), after);
}

/** One qualifier, written as `formatPurl` writes it. */
const pairOf = (key: string, value: string): string =>
  formatPurl({ type: 'x', name: 'x', qualifiers: { [key]: value } }).replace(/^[^?]*\?/, '');

function parts(purl: string): { readonly before: string; readonly pairs: readonly string[]; readonly after: string } {
  const [, before = purl, query = '', after = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(purl) ?? [];
  return { before, pairs: query.split('&').filter((pair) => pair !== ''), after };
}

const joined = (before: string, pairs: readonly string[], after: string): string =>
  `${before}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}${after}`;
