/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each turn takes what the program in the kernel tells, then all records; so every record that lies before an event is there, and the two can be told
 * in the order of time. Mappings that belong to an exec come a moment before its event and wait for it.
 */
#include <stdlib.h>
#include <string.h>
#include "loader.h"

#define MAX_EVENTS 512 /* from the program, a turn */
#define MAX_ITEMS 8192
#define ARENA_BYTES (8u << 20)
#define MAX_WAITING 1024
#define PATIENCE 1000000000ull /* ns that a mapping waits for its exec */

static struct item items[MAX_ITEMS];
static unsigned count;
static char arena[ARENA_BYTES];
static size_t arena_used;
static struct item waiting[MAX_WAITING]; /* with paths of their own */
static unsigned waiting_count;

struct item *new_item(void)
{
	return count < MAX_ITEMS ? &items[count++] : NULL;
}

bool batch_full(void)
{
	return count >= MAX_EVENTS;
}

char *keep_bytes(const char *bytes, size_t length)
{
	if (ARENA_BYTES - arena_used < length + 1)
		return NULL;
	char *copy = arena + arena_used;
	memcpy(copy, bytes, length);
	copy[length] = 0;
	arena_used += length + 1;
	return copy;
}

static int by_time(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return 0;
}

static bool skipped(__u32 pid)
{
	for (int i = 0; i < MAX_SKIPPED; i++)
		if (pid == settings->skipped[i])
			return true;
	return false;
}

/* A mapping is told unless its process is not watched. */
static void tell_map(const struct item *item)
{
	const struct known *known = known_process(item->event.pid);

	if (!(settings->kinds & 1u << KIND_MAP) || skipped(item->event.pid) || (settings->cgroup_count && !(known && known->watched)))
		return;
	tell_item(item, known);
}

/* Tells waiting mappings: all of one process, or (pid 0) those that waited too long. */
static void tell_waiting(__u32 pid, __u64 now)
{
	unsigned left = 0;

	for (unsigned i = 0; i < waiting_count; i++) {
		struct item *item = &waiting[i];
		if (pid ? item->event.pid == pid : item->time + PATIENCE < now) {
			tell_map(item);
			free(item->path);
		} else {
			waiting[left++] = *item;
		}
	}
	waiting_count = left;
}

static void wait_for_exec(const struct item *item)
{
	if (waiting_count == MAX_WAITING)
		tell_waiting(waiting[0].event.pid, 0);
	char *path = item->path ? strdup(item->path) : NULL;
	if (!path)
		return;
	waiting[waiting_count] = *item;
	waiting[waiting_count++].path = path;
}

/* The first code that an exec maps is the program itself (then its loader). */
static const char *first_mapping(__u32 pid)
{
	for (unsigned i = 0; i < waiting_count; i++)
		if (waiting[i].event.pid == pid)
			return waiting[i].path;
	return NULL;
}

static void take_record(struct item *item)
{
	struct known *known = known_process(item->event.pid);

	switch (item->record) {
	case RECORD_FORK: {
		const struct known *parent = known_process(item->parent);
		struct known copy = parent ? *parent : (struct known){ 0 };
		forget_process(item->event.pid);
		known = enter_process(item->event.pid);
		*known = copy;
		known->pid = item->event.pid;
		known->parent = item->parent;
		known->execing = false;
		break;
	}
	case RECORD_EXEC:
		/* Without the event of the exec there is nothing to wait for. */
		if (settings->kinds & 1u << KIND_EXEC)
			enter_process(item->event.pid)->execing = true;
		memcpy(enter_process(item->event.pid)->comm, item->event.comm, sizeof(item->event.comm));
		break;
	case RECORD_EXIT:
		tell_waiting(item->event.pid, 0);
		forget_process(item->event.pid);
		break;
	case RECORD_MAP:
		if (known && known->execing)
			wait_for_exec(item);
		else
			tell_map(item);
	}
}

/* The cgroup of a process, told when it is first seen, and for each exec where many share one number (cgroup v1). */
static void tell_new_cgroup(const struct event *event)
{
	static struct {
		__u64 id;
		__u64 sum;
	} seen[4096];
	char text[PATH_BYTES];
	__u64 sum = 1469598103934665603ull; /* FNV-1a */
	unsigned place = event->cgroup % 4096;

	if (seen[place].id == event->cgroup && event->kind != KIND_EXEC)
		return;
	if (!cgroup_text(event->cgroup, seen[place].id == event->cgroup, event->pid, text, sizeof(text)))
		return;
	for (const char *c = text; *c; c++)
		sum = (sum ^ (unsigned char)*c) * 1099511628211ull;
	/* Only v1 tells these processes apart, so each is told for itself. */
	bool shared = !strstr(text, "0::") || strstr(text, "0::/\n");
	if (seen[place].id == event->cgroup && seen[place].sum == sum && !shared)
		return;
	seen[place].id = event->cgroup;
	seen[place].sum = sum;
	tell_cgroup(event->cgroup, event->pid, text);
}

static void take_program(struct item *item)
{
	const struct event *event = &item->event;
	struct known *known = enter_process(event->pid);

	known->uid = event->uid;
	known->gid = event->gid;
	known->cgroup = event->cgroup;
	known->watched = true;
	memcpy(known->comm, event->comm, sizeof(known->comm));
	if (!known->parent)
		known->parent = parent_of(event->pid);
	if (event->kind == KIND_MAP)
		return; /* only says who maps */
	tell_new_cgroup(event);
	if (event->kind == KIND_EXEC) {
		const char *path = first_mapping(event->pid);
		if (path) {
			item->path = (char *)path;
			item->flags |= PATH_FROM_KERNEL;
		}
		known->execing = false;
	}
	tell_item(item, known);
	if (event->kind == KIND_EXEC)
		tell_waiting(event->pid, 0);
}

void tell_batch(void)
{
	qsort(items, count, sizeof(*items), by_time);
	for (unsigned i = 0; i < count; i++)
		if (items[i].source == FROM_PROGRAM)
			take_program(&items[i]);
		else
			take_record(&items[i]);
	if (waiting_count)
		tell_waiting(0, monotonic());
	count = 0;
	arena_used = 0;
}
