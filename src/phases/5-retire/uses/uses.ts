import type { Digest } from '../../../core/index.ts';

/** An image was used: by digest, as evidence tells it. */
export interface UseFact {
  readonly digest: Digest;
  /** What is known, to be read after "in use: ": `seen running in container web-1`, `admitted by the gate`. */
  readonly why: string;
  /** When it was last so (ISO 8601). */
  readonly when: string;
}

/** An image is named by something that runs it, or will: a manifest, a list. */
export interface UsedReference {
  /** `registry/repository:tag`, `…@sha256:…`. */
  readonly reference: string;
  /** Whatever tag: the tag of the reference means nothing. */
  readonly anyTag?: boolean;
  /** Who names it: a file, an object. */
  readonly source: string;
}

/** A digest was there at that time, by whatever evidence: the only lower bound on its age that its maker cannot choose. */
export interface FirstSeen {
  readonly digest: Digest;
  readonly when: string;
}

/** Everything that is known about what is in use, as plain facts. */
export interface Uses {
  /** What was asked: `ledger: 120 records`, `deploy.yaml`. Empty: nobody was asked. */
  readonly sources: readonly string[];
  readonly facts: readonly UseFact[];
  readonly references: readonly UsedReference[];
  readonly firstSeen: readonly FirstSeen[];
  /** What should have told what is in use, and could not. As nobody knows which images that concerns, all are kept. */
  readonly unknown: readonly { readonly source: string; readonly why: string }[];
}

export const noUses: Uses = { sources: [], facts: [], references: [], firstSeen: [], unknown: [] };

/** Facts of several sources together. */
export function joinUses(...all: readonly Uses[]): Uses {
  return {
    sources: all.flatMap(({ sources }) => sources),
    facts: all.flatMap(({ facts }) => facts),
    references: all.flatMap(({ references }) => references),
    firstSeen: all.flatMap(({ firstSeen }) => firstSeen),
    unknown: all.flatMap(({ unknown }) => unknown),
  };
}
