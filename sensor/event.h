/* SPDX-License-Identifier: Apache-2.0 */
/* What the program in the kernel tells the loader. Both sides of one build, so the layout needs no version. */
#ifndef SEAWORTHY_EVENT_H
#define SEAWORTHY_EVENT_H

enum kind { KIND_EXEC = 1, KIND_OPEN, KIND_CONNECT, KIND_EXIT, KIND_MAP, KINDS };

#define MAX_SKIPPED 4
#define MAX_CGROUPS 64

/* Set by the loader before anything is attached. */
struct config {
	__u32 skipped[MAX_SKIPPED]; /* processes that are not watched: the sensor and who reads it; 0 = none */
	__u32 kinds;                /* bit KIND_X: tell of it */
	__u32 only_cgroups;         /* 1: only of processes in, or below, those of the map `cgroups` */
};

/* Fixed size. What a program points to in its own memory is here as an address: the loader reads it. */
struct event {
	__u64 time; /* CLOCK_MONOTONIC, ns */
	__u64 cgroup;
	__u32 pid; /* thread group */
	__u32 tid;
	__u32 uid;
	__u32 gid;
	__u32 kind;
	char comm[16];
	__s32 result; /* open, connect: what the call returned; exit: status */
	union {
		struct {
			__u64 name;  /* address of the path */
			__u64 how;   /* address of struct open_how, 0 for the older calls */
			__s32 dirfd;
			__u32 flags;
		} open;
		struct {
			__u64 address; /* of struct sockaddr */
			__s32 fd;
			__u32 length;
			__u8 to[16];  /* at a multiple of eight bytes */
			__u16 family; /* 0: not known in the kernel, to be read at `address` */
			__u16 port;
		} connect;
		struct {
			__u32 known; /* 1: result is what the program gave to exit_group */
		} exit;
	};
};

#endif
