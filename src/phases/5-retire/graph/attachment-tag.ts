import type { Digest } from '../../../core/index.ts';
import { fallbackTag } from '../../../foundations/images/index.ts';

const form = /^(sha256-[0-9a-f]{64}|sha512-[0-9a-f]{121})(?:\.[a-zA-Z0-9._-]+)?$/;

/**
 * The part of a tag that names what it hangs on: `sha256-…` of the fallback list of referrers (distribution-spec, "Referrers Tag Schema") and of
 * cosign's `sha256-….sig`, `.att` and `.sbom`. Undefined for a tag that people gave.
 */
export function attachmentBase(tag: string): string | undefined {
  return form.exec(tag)?.[1];
}

/** The base of every attachment tag of a manifest. */
export function baseOf(digest: Digest): string {
  return fallbackTag(digest);
}
