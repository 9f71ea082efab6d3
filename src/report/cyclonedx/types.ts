/**
 * The parts of CycloneDX 1.6 (ECMA-424, first edition) that we write, as typed records. The models of @cyclonedx/cyclonedx-library (10.3.0) have no
 * `evidence`, which is where occurrences go, and take 0.2 s for 5,000 packages, more than a small scan; its published schemas check ours in tests.
 */

export interface Property {
  readonly name: string;
  readonly value: string;
}

export type LicenceChoice =
  | { readonly license: { readonly id: string } | { readonly name: string } }
  | { readonly expression: string };

export interface Component {
  readonly type: 'library' | 'container' | 'operating-system' | 'file' | 'application' | 'device';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version?: string;
  readonly description?: string;
  readonly purl?: string;
  readonly licenses?: readonly LicenceChoice[];
  readonly properties?: readonly Property[];
  readonly evidence?: {
    readonly identity: readonly {
      readonly field: 'purl';
      readonly confidence: number;
      readonly methods: readonly { readonly technique: string; readonly confidence: number; readonly value: string }[];
    }[];
    readonly occurrences: readonly { readonly location: string }[];
  };
}

export interface Dependency {
  readonly ref: string;
  readonly dependsOn: readonly string[];
}

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
  readonly description: string;
  readonly detail?: string;
  readonly recommendation: string;
  readonly advisories?: readonly { readonly url: string }[];
  readonly analysis?: { readonly detail: string; readonly response?: readonly string[] };
  readonly affects: readonly {
    readonly ref: string;
    readonly versions: readonly { readonly version: string; readonly status: 'affected' | 'unaffected' }[];
  }[];
  readonly properties: readonly Property[];
}
