/**
 * The parts of CycloneDX 1.6 (ECMA-424, first edition) that we write, as typed records. The models of @cyclonedx/cyclonedx-library (10.3.0) have no
 * `evidence`, which is where occurrences go, and take 0.2 s for 5,000 packages, more than a small scan; its published schemas check ours in tests.
 */

export interface Property {
  readonly name: string;
  readonly value: string;
}

export type LicenceChoice =
  | {
      readonly license: ({ readonly id: string } | { readonly name: string }) & {
        readonly acknowledgement: 'concluded';
      };
    }
  | { readonly expression: string; readonly acknowledgement: 'concluded' };

export interface Component {
  readonly type: 'library' | 'container' | 'operating-system' | 'file' | 'application' | 'device';
  readonly 'bom-ref': string;
  /** Who made it. */
  readonly manufacturer?: {
    readonly name: string;
    readonly url?: readonly string[];
    readonly contact?: readonly { readonly email: string }[];
  };
  readonly name: string;
  readonly version?: string;
  readonly hashes?: readonly { readonly alg: 'SHA-256' | 'SHA-512'; readonly content: string }[];
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
