/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mappings of code. The kernel's record of one says which process it is in; what else is known of that is kept here. Mappings that belong to an exec come a
 * moment before its event and wait for it.
 */
#include <stdlib.h>
#include <string.h>
#include "loader.h"

/* Some places for the processes of one remainder; where all are taken the one that was entered first goes. */
#define SETS (1u << 14)
#define WAYS 4
#define MAX_WAITING 1024
#define PATIENCE 1000000000ull /* ns that a mapping waits for its exec */

static struct known {
	__u32 pid, parent, uid, gid;
	__u64 cgroup, entered;
	char comm[16];
	bool execing; /* its mappings wait for the event of its exec */
} places[SETS][WAYS];

static struct waiting {
	__u64 time;
	struct record *record;
} waiting[MAX_WAITING];
static unsigned waiting_count;

static struct known *known_process(__u32 pid)
{
	struct known *set = places[pid % SETS];

	for (int way = 0; pid && way < WAYS; way++)
		if (set[way].pid == pid)
			return &set[way];
	return NULL;
}

static struct known *place_for(__u32 pid)
{
	struct known *set = places[pid % SETS], *place = known_process(pid);

	for (int way = 0; !place && way < WAYS; way++)
		if (!set[way].pid)
			place = &set[way];
	if (place)
		return place;
	place = set;
	for (int way = 1; way < WAYS; way++)
		if (set[way].entered < place->entered)
			place = &set[way];
	return place;
}

void note_process(const struct told *head, __u32 parent, __u32 uid, __u32 gid, const char *comm, bool execs)
{
	static __u64 number;
	struct known *known = place_for(head->pid);
	bool waits = known->pid == head->pid && known->execing && !execs;

	*known = (struct known){ .pid = head->pid, .parent = parent, .uid = uid, .gid = gid, .cgroup = head->cgroup, .entered = ++number,
				 .execing = waits };
	memcpy(known->comm, comm, sizeof(known->comm));
}

/* A process can be moved. */
void note_cgroup(const struct told *head)
{
	struct known *known = known_process(head->pid);

	if (known)
		known->cgroup = head->cgroup;
}

void note_end(__u32 pid)
{
	struct known *known = known_process(pid);

	if (known)
		*known = (struct known){ 0 };
}

/* A mapping is told when its process is one of those that are watched: then it is known. */
static void tell_map(const struct record *record, __u64 time)
{
	const struct known *known = known_process(record->pid);

	for (int i = 0; i < MAX_SKIPPED; i++)
		if (record->pid == settings->skipped[i])
			return;
	if (!is_watched(known ? known->cgroup : 0))
		return;
	if (known)
		need_cgroup(known->cgroup);
	begin_frame(MAP);
	PUT(__u64, wall(time));
	PUT(__u64, known ? known->cgroup : 0);
	PUT(__u32, record->pid);
	PUT(__u32, record->tid);
	PUT(__u32, known ? known->parent : 0);
	PUT(__u32, known ? known->uid : UINT32_MAX);
	PUT(__u32, known ? known->gid : UINT32_MAX);
	put_string(known ? known->comm : "", known ? strnlen(known->comm, sizeof(known->comm)) : 0);
	PUT(__u64, record->inode);
	PUT(__u32, record->major);
	PUT(__u32, record->minor);
	put_string(record->path, strlen(record->path));
	finish_frame();
	told_events++;
}

/* Tells waiting mappings: all of one process, or (pid 0) those that waited too long. */
void tell_waiting_maps(__u32 pid, __u64 now)
{
	unsigned left = 0;

	for (unsigned i = 0; i < waiting_count; i++) {
		struct waiting *one = &waiting[i];
		if (pid ? one->record->pid == pid : one->time + PATIENCE < now) {
			tell_map(one->record, one->time);
			free(one->record);
		} else {
			waiting[left++] = *one;
		}
	}
	waiting_count = left;
}

static void wait_for_exec(const struct record *record, __u64 time)
{
	size_t size = sizeof(*record) + strlen(record->path) + 1;
	struct record *copy;

	if (waiting_count == MAX_WAITING)
		tell_waiting_maps(waiting[0].record->pid, 0);
	copy = malloc(size);
	if (!copy)
		return;
	memcpy(copy, record, size);
	waiting[waiting_count++] = (struct waiting){ .time = time, .record = copy };
}

void take_record(const struct record *record, __u64 time)
{
	struct known *known = known_process(record->pid);

	switch (record->kind) {
	case RECORD_EXEC:
		if (known)
			known->execing = true;
		break;
	case RECORD_MAP:
		if (known && known->execing)
			wait_for_exec(record, time);
		else
			tell_map(record, time);
		break;
	default:
		break;
	}
}
