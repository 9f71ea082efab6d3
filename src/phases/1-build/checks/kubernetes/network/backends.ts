import type { DocumentNode } from '../../../../../foundations/formats/index.ts';

/** The Services that an Ingress sends to, with the field that names each; older versions of the API name them in `serviceName`. */
export function backends(ingressNode: DocumentNode): readonly DocumentNode[] {
  const ofBackend = (backend: DocumentNode): DocumentNode => {
    const node = backend.at('service', 'name');
    return node.isSet ? node : backend.get('serviceName');
  };
  const spec = ingressNode.get('spec');
  const paths = spec
    .get('rules')
    .items()
    .flatMap((rule) => rule.at('http', 'paths').items());
  return [...paths.map((path) => path.get('backend')), spec.get('defaultBackend'), spec.get('backend')]
    .filter(({ isSet }) => isSet)
    .map(ofBackend)
    .filter(({ isSet }) => isSet);
}
