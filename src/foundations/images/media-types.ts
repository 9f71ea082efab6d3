/** Media types of manifests, indexes, configurations and layers (OCI image-spec, "media-types.md"; docker "Image Manifest V2, Schema 2"). */
export const mediaType = {
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
  /** Schema 1, signed or not: retired; recognised so that it can be refused by name. */
  dockerManifest1: 'application/vnd.docker.distribution.manifest.v1+json',
  dockerManifest1Signed: 'application/vnd.docker.distribution.manifest.v1+prettyjws',
} as const;

export function isIndexType(type: string): boolean {
  return type === mediaType.ociIndex || type === mediaType.dockerIndex;
}

export function isManifestType(type: string): boolean {
  return type === mediaType.ociManifest || type === mediaType.dockerManifest;
}

const layerTypes =
  /^application\/vnd\.(?:oci\.image\.layer\.(?:nondistributable\.)?v1\.tar(?:\+gzip|\+zstd)?|docker\.image\.rootfs\.(?:foreign\.)?diff\.tar(?:\.gzip|\.zstd)?)$/;
const foreignTypes = /\.nondistributable\.|\.foreign\./;

/**
 * What a layer of this type is to us: `foreign` layers are readable, but need not be stored with the image (Windows base layers); `unknown`
 * ones (encrypted, of another kind of artifact) cannot be read. How a layer is compressed is told by its bytes, not by this.
 */
export function layerTypeKind(type: string): 'layer' | 'foreign' | 'unknown' {
  if (!layerTypes.test(type)) return 'unknown';
  return foreignTypes.test(type) ? 'foreign' : 'layer';
}
