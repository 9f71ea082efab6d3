/* SPDX-License-Identifier: Apache-2.0 OR MIT */
/* What the program in the kernel tells the loader, and what it is told. Both sides of one build, so the layout needs no version. */
#ifndef SEAWORTHY_EVENT_H
#define SEAWORTHY_EVENT_H

#define MAX_SKIPPED 4
#define MAX_CGROUPS 64
#define MAX_MUTED_PATHS 64

/* Rings, so that a flood of one sort pushes out none of another. */
enum ring { RING_PROCESSES, RING_CALLS, RING_FILES, RINGS };

/* Rows of the table of calls (calls.c). The first are no calls; one count of lost events each. */
enum { ROW_EXEC, ROW_FORK, ROW_END, ROW_CGROUP, FIRST_CALL, MAX_ROWS = 128 };

/* Places of `wishes`: calls by their number, then those of 32-bit programs, and behind these the parts of their `socketcall`. */
#define CALL_NUMBERS 512
#define COMPAT CALL_NUMBERS
#define SOCKETCALL (COMPAT + 490)
#define WISHES (2 * CALL_NUMBERS)

/* What is read for a call besides its arguments and its result, each into one part of the text. */
enum reading {
	READ_NOTHING,
	READ_STRING,  /* at an address */
	READ_BYTES,   /* so many of them: 8 or 24 */
	READ_DATA,    /* as many as the call moved, at most DATA_BYTES */
	READ_ADDRESS, /* struct sockaddr, its length in the next argument */
	READ_MESSAGE, /* struct msghdr: the address in it */
	READ_FILE,    /* struct file_facts and a path, by descriptor */
	READ_SOCKET,  /* struct socket_facts, by descriptor */
	READ_PLACE    /* a path: the working directory of the caller */
};
#define PARTS 4
#define FROM_RESULT 6 /* instead of the number of an argument */
#define DATA_BYTES 80
#define ADDRESS_BYTES 128

/* Which calls of a row are told. */
enum only { ONLY_ANY, ONLY_DONE, ONLY_FAILED, ONLY_DUPLICATES, ONLY_RENAMES };

struct wish {
	__u8 on;
	__u8 row;
	__u8 ring;
	__u8 only;
	__u32 parts; /* how many are read */
	struct {
		__u8 what;     /* enum reading */
		__u8 argument; /* or FROM_RESULT */
		__u8 size;     /* READ_BYTES */
		__u8 unused;
	} read[PARTS];
};

/* Set by the loader before anything is attached. */
struct config {
	__u32 skipped[MAX_SKIPPED]; /* processes that are not watched: the sensor and who reads it; 0 = none */
	__u32 only_cgroups;         /* 1: only of processes in, or below, those of the map `cgroups` that say CGROUP_ONLY */
	__u32 muted_cgroups;        /* 1: not of those in, or below, those that say CGROUP_MUTED */
	__u32 muted_paths;          /* 1: not of what is opened in, or below, directories of the map `muted` */
};

/* Which directory: by its file system and number, as a name can be written in many ways. */
struct directory {
	__u64 inode;
	__u32 device; /* as the kernel keeps it */
	__u32 unused;
};
enum { CGROUP_ONLY = 1, CGROUP_MUTED };

/* Set before the program is checked: what depends on it is not there otherwise. */
struct constants {
	__u8 casts;                /* an address may be declared to be that of a structure (Linux 6.2) */
	__u8 completes_with_entry; /* what completes in io_uring is handed over as an entry of its queue (Linux 6.12) */
	__u8 open_row, connect_row; /* 0: not told */
};

/* What stands before everything that is told. */
struct told {
	__u64 time; /* CLOCK_MONOTONIC, ns */
	__u64 cgroup;
	__u64 start; /* of the group leader, ns since boot */
	__u32 pid;   /* thread group */
	__u32 tid;
	__u8 row;
	__u8 marks; /* MARK_… */
	__u16 cpu;
	__u16 length[PARTS]; /* of the parts behind the fixed members */
	__u32 without_result; /* 1: told before it ended, and not again */
};

/* What was told in a stretch of time (its number): by a control group, of one row. */
struct share {
	__u64 stretch;
	__u64 bytes;
};
#define STRETCH_BITS 27 /* 134 ms */

enum { MARK_UNREAD = 1, MARK_CUT = 2, MARK_KERNEL = 4, MARK_COMPAT = 8, MARK_URING = 16 };

struct told_call {
	struct told head;
	__u64 args[6];
	__s64 result;
};

/* A path in parts: one byte of flags, then the names from the last to the first, each ended by a zero byte. */
enum { PATH_WHOLE = 1, PATH_FLOATING = 2, PATH_CUT = 4, PATH_DELETED = 8 };

struct file_facts {
	__u64 inode;
	__u32 device; /* as the kernel keeps it: 12 bits, 20 bits */
	__u32 open_flags;
	__u16 mode;
	__u8 layer; /* 0 no overlay, 1 upper, 2 lower */
	__u8 created;
	__u32 unused;
};

struct socket_facts {
	__u16 family, type, protocol, unused;
	__u16 local_port, remote_port;
	__u32 path_length;
	__u8 local[16], remote[16]; /* IPv4 in the first four */
	__u64 own, peer;            /* addresses of the two ends in the kernel */
	char path[108];
	__u32 unused_too;
};

/* A process as it is after an exec; of a new one the members that a fork can tell. */
struct told_process {
	struct told head;
	__u32 parent, pgid, sid, uid, gid, login, tty;
	__u32 in_namespace_tid, in_namespace_pid, in_namespace_pgid;
	__u32 before; /* exec: the thread that called */
	__u32 shared; /* fork: SHARES_… */
	__u64 fd_limit, major_faults, minor_faults, memory;
	__u64 inheritable, permitted, effective;
	struct file_facts exe;
	__u64 exe_changed, exe_modified;
	__u32 exe_uid, exe_gid;
	__u32 parts[6]; /* lengths of the parts behind, by PART_… and in that order */
	char comm[16];
};
/* Path of the program, working directory, name that was given, control group of version 1; arguments and environment, each ended by a zero byte. */
enum { PART_EXE, PART_CWD, PART_NAME, PART_CGROUP, PART_ARGS, PART_ENV, PROCESS_PARTS };
enum {
	SHARES_FILES = 1,
	SHARES_PLACE = 2,
	SHARES_MEMORY = 4,
	SHARES_GROUP = 8, /* a thread */
	NEW_PIDS = 16,
	NEW_MOUNTS = 32,
	NEW_NET = 64,
	NEW_IPC = 128,
	NEW_NAMES = 256,
	NEW_USERS = 512,
	NEW_CGROUPS = 1024
};

struct told_end {
	struct told head;
	__u32 code; /* as wait tells it */
	__u32 last; /* 1: no thread is left */
	__u32 reaper; /* then: the process that its children go to; 0: not known, or none */
	__u32 unused;
};

struct told_cgroup {
	struct told head;
	__u64 id; /* behind it the path, as long as head.length[0] */
};

/* The snapshot: what the iterators over tasks and descriptors write. `size` counts all of an entry. */
struct told_task {
	__u32 size;
	__u32 pid, parent, pgid, sid, uid, gid, login, tty;
	__u32 exe_uid, exe_gid;
	__u64 start, cgroup, inheritable, permitted, effective;
	struct file_facts exe;
	__u32 parts[3]; /* paths of the program, of the working directory, of the root directory (that one as the sensor sees it) */
	char comm[16];
	__u32 unused;
};

struct told_descriptor {
	__u32 size;
	__u32 pid;
	__s32 descriptor;
	__u32 is_socket;
	struct file_facts file;
	struct socket_facts socket;
	__u32 path; /* length of what is behind */
	__u32 unused;
};

#endif
