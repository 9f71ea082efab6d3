/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each turn takes what each source has; then all that lies before a moment shortly before the turn is told in the order of time. What is younger waits for
 * the next turn, in which everything that happened before it is there too.
 */
#include <stdlib.h>
#include <string.h>
#include "loader.h"

#define MAX_ITEMS 12288
#define ARENA_BYTES (6u << 20)
#define LARGEST (64u << 10)
#define FOR_RECORDS 512u

struct item {
	__u64 time;
	unsigned number; /* in the order in which it came, for those of one time */
	int source;
	const char *data;
	size_t size;
};

static struct item items[2][MAX_ITEMS];
static char arenas[2][ARENA_BYTES] __attribute__((aligned(8)));
static size_t used[2];
static unsigned count[2], current;
static __u64 last_time[RINGS + 1], bound = UINT64_MAX;
static bool sorted = true;

bool take_item(int source, __u64 time, const void *data, size_t size)
{
	unsigned at = count[current];
	size_t room = (size + 7) & ~7ul;

	if (at == MAX_ITEMS || ARENA_BYTES - used[current] < room)
		return false;
	char *copy = arenas[current] + used[current];
	memcpy(copy, data, size);
	used[current] += room;
	items[current][at] = (struct item){ .time = time, .number = at, .source = source, .data = copy, .size = size };
	sorted = sorted && (!at || items[current][at - 1].time <= time);
	count[current]++;
	last_time[source] = time;
	return true;
}

/* Whether a ring may give one more: the largest event fits, and there is room for the records, which cannot wait. */
bool has_room(void)
{
	return count[current] < MAX_ITEMS - FOR_RECORDS && ARENA_BYTES - used[current] >= LARGEST + FOR_RECORDS * PATH_BYTES;
}

void leave_no_later_than(int source)
{
	if (last_time[source] < bound)
		bound = last_time[source];
}

static int by_time(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->number < y->number ? -1 : 1;
}

static void tell_item(const struct item *item)
{
	const struct told *told = (const void *)item->data;

	if (item->source == FROM_RECORDS) {
		take_record((const void *)item->data, item->time);
		return;
	}
	switch (told->row) {
	case ROW_EXEC:
	case ROW_FORK:
		if (item->size >= sizeof(struct told_process))
			tell_process_event((const void *)item->data, item->size);
		break;
	case ROW_END:
		if (item->size >= sizeof(struct told_end))
			tell_end_event((const void *)item->data);
		break;
	case ROW_CGROUP: {
		const struct told_cgroup *group = (const void *)item->data;
		size_t length = item->size - sizeof(*group);
		if (item->size > sizeof(*group) && told->length[0] <= length)
			learn_cgroup(group->id, (const char *)(group + 1), strnlen((const char *)(group + 1), told->length[0]));
		break;
	}
	default:
		if (item->size >= sizeof(struct told_call) && told->row < MAX_ROWS)
			tell_call_event((const void *)item->data, item->size);
	}
}

bool tell_batch(__u64 until)
{
	unsigned from = current, told = 0;
	struct item *list = items[from];

	if (!sorted)
		qsort(list, count[from], sizeof(*list), by_time);
	if (until > bound)
		until = bound;
	while (told < count[from] && list[told].time <= until)
		tell_item(&list[told++]);
	current = !current;
	count[current] = 0;
	used[current] = 0;
	sorted = true;
	bound = UINT64_MAX;
	/* What waits is copied, as its arena is used anew. It is less than one turn gives. */
	for (; told < count[from]; told++)
		take_item(list[told].source, list[told].time, list[told].data, list[told].size);
	return count[current] > 0;
}
