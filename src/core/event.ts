import type { Digest } from './digest.ts';

/** Something that happened at run time. */
export interface Event {
  /** Nanoseconds since 1970, as the kernel or the audit log gave it. */
  readonly time: bigint;
  /** `execve`, `openat`, `connect`, `exit`, `k8s_audit` … */
  readonly name: string;
  readonly process?: {
    readonly pid: number;
    readonly parent: number;
    readonly executable: string;
    readonly user: number;
  };
  readonly container?: { readonly id: string; readonly image?: Digest };
  readonly fields: Readonly<Record<string, string | number | bigint | boolean>>;
}
