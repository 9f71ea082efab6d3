import { printable, SeaworthyError } from '../../core/index.ts';

/** What other tools call a place of images by, and what to do about what lies there. */
interface Elsewhere {
  /** Completes "… is in": `Docker's engine`. */
  readonly place: string;
  /** The next step, for what stands behind the scheme. */
  readonly next: (rest: string) => string;
}

/** A place of ours that goes by another name there. */
const engine = (place: string, ours: string): Elsewhere => ({
  place,
  next: (rest) =>
    rest.startsWith('//') ? reference(rest.slice(2)) : `Give it as \`${ours}:${rest.replace(/^@/, '')}\`.`,
});
const reference = (name: string): string => `Give the reference alone: \`${name}\`.`;
const notRead = (place: string): Elsewhere => ({
  place,
  next: () => 'Copy it into an OCI layout (`skopeo copy … oci:PATH:TAG`) and give that.',
});

/** skopeo's `docker://` is a registry, whatever engines there are. */
const skopeos: Elsewhere = { place: 'a registry', next: (rest) => reference(rest.replace(/^\/\//, '')) };

/** Schemes of containers/image (containers-transports(5)), BuildKit, Syft, Grype and Trivy that are none of ours. */
const schemes: ReadonlyMap<string, Elsewhere> = new Map([
  ['docker-daemon', engine('the engine of Docker', 'docker')],
  ['containers-storage', engine('the storage of Podman', 'podman')],
  ['nerdctl', engine('the store of containerd', 'containerd')],
  ['docker-image', skopeos],
  ['oci-dir', { place: 'an OCI layout', next: (rest) => `Give it as \`oci:${rest}\`.` }],
  ['oci-layout', { place: 'an OCI layout', next: (rest) => `Give it as \`oci:${rest.replace(/^\/\//, '')}\`.` }],
  ['file', { place: 'a file', next: (rest) => `Give its path alone: \`${rest.replace(/^\/\/(?=\/)/, '')}\`.` }],
  [
    'sbom',
    {
      place: 'a bill of materials',
      next: (rest) => `It lists packages and is no image: \`seaworthy scan sbom:${rest}\`.`,
    },
  ],
  [
    'purl',
    {
      place: 'a package address',
      next: () => 'List packages in a bill of materials and scan that: `seaworthy scan sbom:FILE`.',
    },
  ],
  [
    'pkg',
    {
      place: 'a package address',
      next: () => 'List packages in a bill of materials and scan that: `seaworthy scan sbom:FILE`.',
    },
  ],
  ['ostree', notRead('an OSTree repository')],
  ['sif', notRead('a SIF file')],
  ['singularity', notRead('a SIF file')],
  [
    'tarball',
    {
      place: 'a tarball',
      next: (rest) => `Unpack it and give the folder: \`mkdir root && tar -xf ${rest} -C root\`, then \`dir:root\`.`,
    },
  ],
]);

/**
 * Docker's own image is called `docker` too, and its tags are versions and a few words (`docker:27-dind`, `docker:cli`). Other tags of that name nobody
 * means: what is asked for is an image in Docker's engine.
 */
const tagOfDockersImage =
  /^(?:\d+(?:\.\d+)*|latest|dind|cli|git|rc|stable|edge|test)(?:-[a-z0-9.-]+)?(?:@sha256:[0-9a-f]{64})?$/;

/** Whether `docker:` with this behind it is a tag of Docker's own image. An engine's image of such a name is written with its tag: `docker:cli:latest`. */
export const isDockersImage = (rest: string): boolean => tagOfDockersImage.test(rest);

/**
 * Refuses a target that names a place by another tool's scheme: as a reference it would be a tag of an image that nobody means, and a registry would be
 * asked for it. Throws `E_USAGE` with the way that there is.
 */
export function refuseElsewhere(text: string): void {
  const colon = text.indexOf(':');
  const scheme = text.slice(0, Math.max(colon, 0));
  const rest = text.slice(colon + 1);
  const found = /^(?:docker|podman|containerd)$/.test(scheme) && rest.startsWith('//') ? skopeos : schemes.get(scheme);
  if (found === undefined) return;
  throw new SeaworthyError('E_USAGE', `${scheme}: is no kind of target here`, {
    where: text.slice(0, 200),
    why: `it names ${found.place}, which is not opened by that name`,
    next: found.next(printable(rest.slice(0, 200))),
  });
}
