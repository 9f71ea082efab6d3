import { type DocumentNode, maxItems } from '../formats/index.ts';

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

/** Different images of one pod that are looked at. A node runs some hundred pods; who names more in one wants us to be late, or to look away. */
export const mostImages = 250;

/** Stands for all images of a pod, none of which is looked up, where there are too many. */
export const tooManyImages = `(more than ${mostImages} images or ${maxItems} containers in one pod)`;

/**
 * What the fields of a PodSpec name as images, each once. Nothing is passed over: an image without a name that can be read, or a list that is none, is
 * `unnamedImage`, and what is too much to be looked at is `tooManyImages`; every rule about images fails for both.
 */
export function imagesOf(spec: DocumentNode): readonly string[] {
  const images = new Set(imageFields.flatMap((field) => namedBy(spec, field)));
  return images.size > mostImages || images.has(tooManyImages) ? [tooManyImages] : [...images];
}

/** The images that one field names: a list in the spec, and the way to the name in each of its items. */
function namedBy(spec: DocumentNode, field: readonly string[]): readonly string[] {
  const at = field.indexOf(every);
  const list = spec.at(...field.slice(0, at));
  if (!list.isSet) return [];
  if (!Array.isArray(list.value)) return [unnamedImage];
  if (list.value.length > maxItems) return [tooManyImages];
  return list.items().flatMap((item) => imageOf(item, field.slice(at + 1)));
}

/** The image of one container or volume. A container has one, and an item that is null is a container; a volume of another kind has none. */
function imageOf(item: DocumentNode, way: readonly string[]): readonly string[] {
  if (way.length > 1 && !item.at(...way.slice(0, -1)).isSet) return [];
  const name = item.at(...way).text() ?? '';
  return [name === '' ? unnamedImage : name];
}
