/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the loader share. */
#ifndef SEAWORTHY_LOADER_H
#define SEAWORTHY_LOADER_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "event.h"

/* How the process ends. */
enum { DONE = 0, FAILED = 1, USAGE = 2, NO_RIGHT = 3, NO_KERNEL = 4 };

#define PATH_BYTES 4096
#define ARGS_BYTES 4096
#define ALL_KINDS ((1u << KINDS) - 2)

/* Ends with one line on standard error. */
__attribute__((noreturn, format(printf, 2, 3))) void refuse(int status, const char *format, ...);

/* options.c */
struct options {
	__u32 kinds;
	__u32 skipped[MAX_SKIPPED];
	__u64 cgroups[MAX_CGROUPS];
	unsigned cgroup_count;
	__u32 ring_bytes;
};
void read_options(int count, char **words, struct options *options);

/* privileges.c: what must be held to start, and what is kept afterwards. */
void need_privileges(void);
void drop_privileges(void);

/* kernel.c: the program in the kernel. */
typedef int (*take_event)(void *unused, void *data, size_t size);
int open_kernel(const struct options *options, take_event take); /* returns a descriptor to poll */
int drain_kernel(void);                                          /* hands out what is there; negative when `take` stopped it */
void close_kernel(void);
void lost_in_kernel(__u64 counts[KINDS]);

/* One thing to tell, from either source, until it is told. Strings live in the arena of the batch. */
enum source { FROM_PROGRAM, FROM_RECORD };
enum record { RECORD_MAP = 1, RECORD_EXEC, RECORD_FORK, RECORD_EXIT };
struct item {
	__u64 time;
	enum source source;
	enum record record; /* FROM_RECORD */
	struct event event; /* FROM_RECORD: only pid, tid, comm */
	__u32 parent;       /* RECORD_FORK */
	__u64 inode;        /* RECORD_MAP */
	__u32 major, minor;
	char *name, *path, *args, *cwd; /* NULL: not known */
	size_t args_length;
	unsigned flags; /* as in the frame */
};

/* records.c: the kernel's own records of mappings, forks and execs (perf events without any counter). */
void open_records(void);
void drain_records(void);
extern __u64 lost_records;

/* batch.c: items of one turn, told in the order of time. */
struct item *new_item(void);  /* NULL: the batch is full */
char *keep_bytes(const char *bytes, size_t length); /* copied, with a 0 behind; NULL: no room */
bool batch_full(void);
void tell_batch(void);

/* table.c: what is known of processes. */
struct known {
	__u32 pid, parent, uid, gid;
	__u64 cgroup;
	char comm[16];
	bool execing; /* its mappings wait for the event of its exec */
	bool watched; /* an event passed the filter */
};
struct known *known_process(__u32 pid);  /* NULL: nothing known */
struct known *enter_process(__u32 pid);  /* made when missing */
void forget_process(__u32 pid);

/* resolve.c: reads from the memory of processes and from /proc. Nothing here is exact: the process runs on meanwhile. */
void open_resolver(void);
void resolve(struct item *item);
bool cgroup_text(__u64 id, bool seen, __u32 pid, char *text, size_t size);
__u32 parent_of(__u32 pid);

/* frames.c */
#define ARGS_READ 1u
#define ARGS_CUT 2u
#define PATH_FROM_KERNEL 4u
#define CWD_READ 8u
#define NAME_READ 1u
#define PATH_OF_DESCRIPTOR 2u
#define PATH_JOINED 4u
#define FLAGS_READ 8u
#define ADDRESS_READ 1u
#define ADDRESS_FROM_KERNEL 2u
void tell_hello(__u32 kinds);
void tell_item(const struct item *item, const struct known *known);
void tell_cgroup(__u64 id, __u32 pid, const char *text);
void tell_lost(bool end);
bool flush_frames(void); /* false: nobody reads any more */
extern __u64 unread_names;

__u64 monotonic(void);
extern const struct options *settings;

#endif
