import { SeaworthyError } from '../../../../core/index.ts';
import { field, isObject, looksLikeJson, parseJson } from '../../../../foundations/formats/index.ts';
import { parseImageConfig } from '../../../../foundations/images/index.ts';

type ParsedConfig = ReturnType<typeof parseImageConfig>;

/** Larger files are no configuration of an image. */
export const maxConfigBytes = 4 * 1024 * 1024;

const limits = { manifestBytes: maxConfigBytes, layers: 1_000 };
const encoder = new TextEncoder();

/**
 * The configuration of an image that lies in a file: that of the OCI image specification or of Docker (`skopeo inspect --config`, `crane config`), or what
 * `docker image inspect` tells of one image, which has no history. Undefined for anything else. Throws as `parseImageConfig` does, and `E_WRONG_KIND` for what
 * tells of several images.
 */
export function readConfigFile(path: string, bytes: Uint8Array): ParsedConfig | undefined {
  if (bytes.length > maxConfigBytes || !looksLikeJson(bytes)) return undefined;
  const document = documentIn(path, bytes);
  if (isConfig(document)) return parseImageConfig(bytes, path, limits);
  const images = Array.isArray(document) ? document : [document];
  const [image] = images;
  if (!isObject(image) || !images.every(isInspected)) return undefined;
  if (images.length > 1)
    throw new SeaworthyError('E_WRONG_KIND', `this tells of ${images.length} images`, {
      where: path,
      next: 'Give one image a file.',
    });
  return parseImageConfig(encoder.encode(JSON.stringify(configOf(image))), path, limits);
}

/** What is no JSON is something else. */
function documentIn(path: string, bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes, path, { maxBytes: maxConfigBytes });
  } catch {
    return undefined;
  }
}

const isConfig = (document: unknown): boolean =>
  isObject(document) &&
  isObject(field(document, 'rootfs')) &&
  typeof field(document, 'os') === 'string' &&
  typeof field(document, 'architecture') === 'string';

const isInspected = (one: unknown): boolean =>
  isObject(one) && isObject(field(one, 'RootFS')) && isObject(field(one, 'Config'));

/** Members that `docker image inspect` writes, under the names of the configuration. */
const configOf = (image: object): object => ({
  created: field(image, 'Created'),
  author: field(image, 'Author'),
  os: field(image, 'Os'),
  architecture: field(image, 'Architecture'),
  config: field(image, 'Config'),
  rootfs: { type: 'layers', diff_ids: field(field(image, 'RootFS'), 'Layers') ?? [] },
});
