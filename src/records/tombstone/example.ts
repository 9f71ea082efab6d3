import { exampleDigest, exampleReason } from '../shapes/example.ts';
import type { TombstonePayload } from './payload.ts';

export const example: TombstonePayload = {
  registry: 'registry.example',
  repository: 'shop',
  digest: exampleDigest('a'),
  kind: 'image',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  artifactType: 'application/vnd.example',
  tags: ['1.4'],
  reasons: [exampleReason],
  plan: exampleDigest('6'),
  state: 'deleted',
  time: '2026-03-30T12:00:00.000Z',
  preserved: [{ what: 'inventory', digest: exampleDigest('5') }],
  sbom: { bomFormat: 'CycloneDX' },
};
