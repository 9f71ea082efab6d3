/** The machine a capture was made on. */
export interface MachineInfo {
  readonly cpus: number;
  readonly memory: bigint;
  readonly hostname: string;
}

/** A thread that was there when the capture began, or the leader of a process where threads are not told apart. */
export interface ProcessRecord {
  readonly tid: number;
  readonly pid: number;
  readonly parent: number;
  readonly session?: number;
  readonly groupInNamespace?: number;
  readonly name: string;
  /** The first argument, as the program was called. */
  readonly executable: string;
  readonly path?: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly descriptorLimit: number;
  readonly flags: number;
  readonly user: number;
  readonly group: number;
  readonly memory?: MemoryRecord;
  readonly environment?: readonly string[];
  readonly tidInNamespace?: number;
  readonly pidInNamespace?: number;
  readonly cgroups?: readonly string[];
  readonly root?: string;
  readonly namespaceStart?: bigint;
  readonly terminal?: number;
  readonly loginUser?: number;
  readonly writable?: boolean;
  readonly capabilities?: { readonly inheritable: bigint; readonly permitted: bigint; readonly effective: bigint };
  readonly upperLayer?: boolean;
  readonly inode?: bigint;
  readonly inodeChanged?: bigint;
  readonly inodeModified?: bigint;
  readonly fromMemory?: boolean;
}

/** Sizes in KiB and page faults. */
export interface MemoryRecord {
  readonly size: number;
  readonly resident: number;
  readonly swapped: number;
  readonly majorFaults: number;
  readonly minorFaults: number;
}

/** An address and port at each end of a connection; a socket that only listens has a local one. */
export interface Endpoint {
  readonly address: Uint8Array;
  readonly port: number;
}

/** A descriptor that was open when the capture began. */
export interface FileRecord {
  readonly fd: number;
  readonly inode: bigint;
  /** Number of the kind: see `descriptorKinds`. */
  readonly kind: number;
  readonly name: string;
  readonly openFlags?: number;
  readonly device?: number;
  readonly source?: Endpoint;
  readonly target?: Endpoint;
  readonly protocol?: number;
}

export interface UserRecord {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  readonly home: string;
  readonly shell: string;
}

export interface GroupRecord {
  readonly gid: number;
  readonly name: string;
}

/** A network interface of the machine. */
export interface InterfaceRecord {
  readonly name: string;
  readonly address: Uint8Array;
  readonly mask: Uint8Array;
}
