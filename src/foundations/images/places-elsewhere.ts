import { printable, SeaworthyError } from '../../core/index.ts';

/** What other tools call a place of images by, and what to do about what lies there. */
interface Elsewhere {
  /** Completes "… is in": `Docker's engine`. */
  readonly place: string;
  /** The next step, for what stands behind the scheme. */
  readonly next: (rest: string) => string;
}

const saved = (command: string): string => `\`${command}\`, then give \`image.tar\`.`;
const engine = (place: string, save: (name: string) => string): Elsewhere => ({
  place,
  next: (rest) =>
    rest.startsWith('//') ? reference(rest.slice(2)) : `Save it first: ${saved(save(rest.replace(/^@/, '')))}`,
});
const reference = (name: string): string => `Give the reference alone: \`${name}\`.`;
const notRead = (place: string): Elsewhere => ({
  place,
  next: () => 'Copy it into an OCI layout (`skopeo copy … oci:PATH:TAG`) and give that.',
});

const docker = engine('the engine of Docker', (name) => `docker save -o image.tar ${name}`);
const podman = engine('the storage of Podman', (name) => `podman save --format oci-archive -o image.tar ${name}`);
const containerd = engine('the store of containerd', (name) => `ctr images export image.tar ${name}`);

/** Schemes of containers/image (containers-transports(5)), BuildKit, Syft, Grype and Trivy that are none of ours. */
const schemes: ReadonlyMap<string, Elsewhere> = new Map([
  ['docker', docker],
  ['docker-daemon', docker],
  ['podman', podman],
  ['containers-storage', podman],
  ['containerd', containerd],
  ['nerdctl', containerd],
  ['docker-image', { place: 'a registry', next: (rest) => reference(rest.replace(/^\/\//, '')) }],
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
 * means: what is asked for is an image in an engine.
 */
const tagOfDockersImage =
  /^(?:\d+(?:\.\d+)*|latest|dind|cli|git|rc|stable|edge|test)(?:-[a-z0-9.-]+)?(?:@sha256:[0-9a-f]{64})?$/;

/**
 * Refuses a target that names a place by another tool's scheme: as a reference it would be a tag of an image that nobody means, and a registry would be
 * asked for it. Throws `E_USAGE` with the way that there is.
 */
export function refuseElsewhere(text: string): void {
  const colon = text.indexOf(':');
  const scheme = text.slice(0, Math.max(colon, 0));
  const found = schemes.get(scheme);
  const rest = text.slice(colon + 1);
  if (found === undefined || (scheme === 'docker' && tagOfDockersImage.test(rest))) return;
  throw new SeaworthyError('E_USAGE', `${scheme}: is no kind of target here`, {
    where: text.slice(0, 200),
    why: `it names ${found.place}, which is not opened by that name`,
    next: found.next(printable(rest.slice(0, 200))),
  });
}
