import { exampleDigest, exampleEvidence } from '../shapes/example.ts';
import type { SignatureChecked, SignatureMade, SignaturePayload } from './payload.ts';

export const exampleMade: SignatureMade = {
  act: 'made',
  predicateType: 'https://sigstore.dev/cosign/sign/v1',
  signer: { kind: 'key', fingerprint: exampleDigest('f'), algorithm: 'ECDSA P-256' },
  store: 'registry.example/shop',
  manifest: exampleDigest('d'),
  bundle: exampleDigest('e'),
};

export const exampleChecked: SignatureChecked = {
  act: 'checked',
  predicateType: 'https://cyclonedx.org/bom',
  signer: { kind: 'identity', subject: 'release@example.com', issuer: 'https://accounts.example.com' },
  store: 'registry.example/shop',
  verdict: 'trusted',
  why: 'A signature by the one asked for holds.',
  verified: [{ manifest: exampleDigest('d'), time: { at: '2026-03-02T12:00:00Z', source: 'rekor.example' } }],
  evidence: [exampleEvidence],
};

export const example: SignaturePayload = exampleMade;
export const others: readonly SignaturePayload[] = [exampleChecked];
