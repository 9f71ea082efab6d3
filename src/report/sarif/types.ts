import type { ErrorCode } from '../../core/index.ts';

/** The parts of SARIF 2.1.0 (OASIS standard, errata 01) that we write. Section numbers are those of the standard. */

export interface Message {
  readonly text: string;
  readonly markdown?: string;
}

/** §3.28 */
export interface SarifLocation {
  readonly physicalLocation?: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region?: { readonly startLine: number; readonly startColumn?: number };
  };
  readonly logicalLocations?: readonly {
    readonly name: string;
    readonly fullyQualifiedName: string;
    readonly kind: string;
  }[];
  readonly message?: Message;
}

/** §3.49 */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: Message;
  readonly fullDescription: Message;
  readonly help: Message;
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: Level };
  readonly properties: Readonly<Record<string, unknown>>;
}

export type Level = 'error' | 'warning' | 'note' | 'none';

/** §3.27 */
export interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: Level;
  readonly message: Message;
  readonly locations: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly {
    readonly kind: 'external' | 'inSource';
    readonly status: 'accepted';
    readonly justification: string;
    readonly properties: Readonly<Record<string, unknown>>;
  }[];
  readonly rank: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** §3.58 */
export interface Notification {
  readonly level: Level;
  readonly message: Message;
  readonly descriptor: { readonly id: ErrorCode };
  readonly locations: readonly SarifLocation[];
  readonly properties: Readonly<Record<string, unknown>>;
}
