import type { CyclonedxProperty } from '../../foundations/sbom/index.ts';

/** The parts of CycloneDX 1.6 that tell of vulnerabilities. */

export interface Source {
  readonly name: string;
  readonly url?: string;
}

export interface Vulnerability {
  readonly 'bom-ref': string;
  readonly id: string;
  readonly source: Source;
  readonly references?: readonly { readonly id: string; readonly source: Source }[];
  readonly ratings: readonly {
    readonly source: Source;
    readonly severity?: string;
    readonly score?: number;
    readonly method?: string;
    readonly vector?: string;
  }[];
  readonly cwes?: readonly number[];
  readonly description: string;
  readonly detail?: string;
  readonly recommendation: string;
  readonly advisories?: readonly { readonly url: string }[];
  readonly analysis?: {
    readonly state?: string;
    readonly justification?: string;
    readonly detail: string;
    readonly response?: readonly string[];
  };
  readonly affects: readonly {
    readonly ref: string;
    readonly versions: readonly { readonly version: string; readonly status: 'affected' | 'unaffected' }[];
  }[];
  readonly properties: readonly CyclonedxProperty[];
}
