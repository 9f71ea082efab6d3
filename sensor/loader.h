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

/* refuse.c: ends with one line on standard error. */
__attribute__((noreturn, format(printf, 2, 3))) void refuse(int status, const char *format, ...);

/* options.c */
struct options {
	bool wanted[MAX_ROWS]; /* by row */
	bool maps;
	__u32 skipped[MAX_SKIPPED];
	struct {
		__u64 id;
		__u8 what; /* CGROUP_ONLY, CGROUP_MUTED */
	} cgroups[MAX_CGROUPS];
	unsigned cgroup_count;
	struct directory muted[MAX_MUTED_PATHS];
	unsigned muted_count;
	__u32 ring_bytes;
	__u32 uid; /* whose the process becomes; 0: one that nobody else has */
};
void read_options(int count, char **words);
extern const struct options *settings;

/* privileges.c: what must be held to start; afterwards nothing is held. */
void need_privileges(void);
void drop_privileges(__u32 uid);

/* seccomp.c: only the calls that are needed from here on. */
void confine(void);

/* kernel.c: the program in the kernel. */
void open_kernel(void);
void attach_kernel(void);
bool wait_for_kernel(int milliseconds); /* until there is something, or a signal comes; false: standard input has ended */
void close_kernel(void);
__u64 lost_in_kernel(unsigned row);
int iterate(const char *program); /* a descriptor that gives what an iterator writes, or -1 */

/* rings.c: what the program in the kernel tells. */
struct head {
	const struct told *told; /* NULL: there is none */
	size_t size;
	bool unfinished; /* it is being written */
};
void open_ring(enum ring ring, int map, size_t size);
struct head ring_head(enum ring ring);
void drop_head(enum ring ring);
size_t ring_waiting(enum ring ring); /* bytes */
size_t ring_size(enum ring ring);

/* records.c: the kernel's own records of mappings and execs (perf events without any counter). */
enum record_kind { RECORD_MAP = 1, RECORD_EXEC };
struct record {
	enum record_kind kind;
	__u32 pid, tid;
	__u64 inode; /* RECORD_MAP */
	__u32 major, minor;
	char path[];
};
void open_records(void);
void look_at_records(void);       /* for those that came since */
__u64 first_record_time(void);    /* UINT64_MAX: there is none */
void tell_first_record(void);     /* and drops it */
extern __u64 lost_records;

/* shares.c: what goes untold, so that processes are told. */
bool makes_room(enum ring ring, const struct head *head);
void leave_out(unsigned row);
__u64 lost_of_row(unsigned row); /* in the kernel, or for want of time */

/* merge.c: all of that in the order of time. */
enum left {
	NOTHING,
	YOUNGER, /* events that are not told before what may still come before them is there */
};
enum left tell_until(__u64 until); /* tells what happened up to then, and says what is left */

/* maps.c: mappings of code, told with what is known of their processes. */
void take_record(const struct record *record, __u64 time);
void note_process(const struct told *head, __u32 parent, __u32 uid, __u32 gid, const char *comm, bool execs);
void note_cgroup(const struct told *head);
void note_end(__u32 pid);
void tell_waiting_maps(__u32 pid, __u64 now);

/* call-event.c, process-event.c: events of the capture format. */
void tell_call_event(const struct told_call *told, size_t size);
void tell_process_event(const struct told_process *told, size_t size);
void tell_end_event(const struct told_end *told);

/* path-text.c: a path out of its parts; `size` of `text` at least PATH_BYTES + 2. Gives its length and flags (PATH_…). */
size_t path_text(const char *parts, size_t length, char *text, size_t size, unsigned *flags);

/* cgroups.c: names of control groups, by their numbers. */
void open_cgroups(void);
void learn_cgroup(__u64 id, const char *path, size_t length);
void need_cgroup(__u64 id); /* tells it once */
bool is_watched(__u64 id);
bool is_in(__u64 id, const char *path, size_t length); /* whether that is the path of the control group */
void tell_old_cgroup(__u64 id, __u32 pid, const char *path, size_t length);

/* snapshot.c */
void tell_snapshot(void);

/* frames.c: bytes on their way out. */
enum frame { HELLO = 1, MAP = 6, CGROUP, LOST, END, EVENT, PROCESS, DESCRIPTOR, SNAPSHOT_END, HEARTBEAT };
void begin_frame(enum frame type);
void finish_frame(void);
void put(const void *data, size_t size);
#define PUT(type, value) do { type value_ = (value); put(&value_, sizeof(value_)); } while (0)
void put_string(const char *text, size_t length);
bool flush_frames(void); /* false: nobody reads any more */
void tell_hello(void);
void tell_counts(bool end);
void tell_heartbeat(void);
extern __u64 told_events, unread_names;

/* Events within frames: the parameters follow one another by `put`, each ended by `end_parameter`. */
struct event_head {
	__u64 cgroup, start, time, tid;
	__u32 pid, marks;
	__u16 cpu, code, count;
};
void begin_event(const struct event_head *head);
void end_parameter(void);
void finish_event(void);

__u64 monotonic(void);
__u64 wall(__u64 monotonic_time);

#endif
