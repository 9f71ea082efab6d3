import { isSpdxExpression, spdxLicence } from '../../../../foundations/sbom/index.ts';
import type { FoundPackage } from '../extractor.ts';

/** `vendor/name` (Composer, "The composer.json schema", name), capitals of old packages included; what the platform brings (`php`, `ext-json`) has no vendor. */
const validName = /^[a-z0-9](?:[a-z0-9_.-]{0,99})\/[a-z0-9](?:[a-z0-9_.-]{0,99})$/i;

export const isComposerName = (name: string): boolean => validName.test(name);

/** A package of Composer (purl-spec, type `composer`: vendor and name in lower case). */
export function composerPackage(name: string, version: string): FoundPackage {
  const lower = name.toLowerCase();
  const slash = lower.indexOf('/');
  return {
    name: lower,
    version,
    type: 'composer',
    versionOrder: 'composer',
    purl: { namespace: lower.slice(0, slash), name: lower.slice(slash + 1) },
  };
}

/** Of several licences any may be chosen (Composer, "The composer.json schema", license). */
export function composerLicence(said: unknown): string | undefined {
  const all = (Array.isArray(said) ? said : [said])
    .slice(0, 32)
    .flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [spdxLicence(one)] : []));
  if (all.length < 2) return all[0];
  const isCompound = (one: string): boolean => one.includes(' ') && isSpdxExpression(one);
  return [...new Set(all)].map((one) => (isCompound(one) ? `(${one})` : one)).join(' OR ');
}
