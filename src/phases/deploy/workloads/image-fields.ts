import type { JsonNode } from './json-node.ts';

/** A step that stands for every item of a list. */
const every = '*';

/**
 * Every field of a PodSpec that names an image: to run (containers of all lists) or to mount (KEP-4639, "OCI VolumeSource"). `lab/kube-apiserver` compares
 * this with the OpenAPI document of a real API server, so that a field that a later Kubernetes adds is noticed.
 */
export const imageFields: readonly (readonly string[])[] = [
  ['initContainers', every, 'image'],
  ['containers', every, 'image'],
  ['ephemeralContainers', every, 'image'],
  ['volumes', every, 'image', 'reference'],
];

/** Stands for an image whose name is no text or not there: no rule takes it for the name of an image. */
export const unnamedImage = '(no image named)';

/** What the fields of a PodSpec name as images, each once. An image without a name that can be read is `unnamedImage`, so that it is never passed over. */
export function imagesOf(spec: JsonNode): readonly string[] {
  const images = imageFields.flatMap((field) => {
    const last = field.lastIndexOf(every);
    return nodesAt(spec, field.slice(0, last + 1)).flatMap((item) => imageOf(item, field.slice(last + 1)));
  });
  return [...new Set(images)];
}

function nodesAt(node: JsonNode, way: readonly string[]): readonly JsonNode[] {
  return way.reduce<readonly JsonNode[]>(
    (nodes, step) => nodes.flatMap((one) => (step === every ? one.items() : [one.get(step)])),
    [node],
  );
}

/** The image of one container or volume. A volume of another kind has none; what holds the name of one must have it. */
function imageOf(item: JsonNode, way: readonly string[]): readonly string[] {
  const holder = item.at(...way.slice(0, -1));
  if (!holder.isSet) return [];
  const name = item.at(...way).text() ?? '';
  return [name === '' ? unnamedImage : name];
}
