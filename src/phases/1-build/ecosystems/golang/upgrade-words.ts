/** A path says its major version from 2 on: `…/v2`, or `….v2` at gopkg.in (go.dev, "Go Modules Reference", major version suffixes). */
const suffix = /(?<mark>[/.])v(?<major>\d+)$/;

/**
 * How a version of a module is got. From 2 on a module has another path, which the sources must import; one without a `go.mod`, which Go marks as incompatible,
 * stays where it is. What is not installed in a version that anybody told may be either, and is asked for by the path that is known.
 */
export function goUpgradeWords(name: string, version: string, installed?: string): string {
  // The tool wants a `v` that the records leave out.
  const wanted = version.startsWith('v') ? version : `v${version}`;
  const major = Number(/^v(\d+)\./.exec(wanted)?.[1] ?? 0);
  const { mark = '/', major: said = '1' } = suffix.exec(name)?.groups ?? {};
  const isCompatible = ![wanted, installed].some((one) => one?.endsWith('+incompatible'));
  if (!installed || !isCompatible || major < 2 || major <= Number(said))
    return `Run \`go get ${name}@${wanted}\` and rebuild.`;
  const path = `${name.replace(suffix, '')}${mark}v${major}`;
  return `Import \`${path}\` in its place, which is another major version, run \`go get ${path}@${wanted}\` and rebuild.`;
}
