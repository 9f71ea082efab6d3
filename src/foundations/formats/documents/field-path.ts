/** Steps from the top of a document: names of members and indices of items. */
export type FieldPath = readonly (string | number)[];

/** `spec.containers[0].image`, as people write it; `metadata.annotations["a/b"]` for names that are no words. */
export function formatPath(path: FieldPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}
