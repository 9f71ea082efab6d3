/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the rings and the records hold is told in the order of time, from where it lies: of each source only the first event is looked at, so however much
 * more comes than can be told, each turn goes on. What causes something else was written before that began, so no effect is told before its cause.
 */
#include <string.h>
#include "calls.h"
#include "loader.h"

static void tell_event(const struct told *told, size_t size)
{
	switch (told->row) {
	case ROW_EXEC:
	case ROW_FORK:
		if (size >= sizeof(struct told_process))
			tell_process_event((const void *)told, size);
		break;
	case ROW_END:
		if (size >= sizeof(struct told_end))
			tell_end_event((const void *)told);
		break;
	case ROW_CGROUP: {
		const struct told_cgroup *group = (const void *)told;
		if (size > sizeof(*group) && told->length[0] <= size - sizeof(*group))
			learn_cgroup(group->id, (const char *)(group + 1), strnlen((const char *)(group + 1), told->length[0]));
		break;
	}
	default:
		if (size >= sizeof(struct told_call) && told->row < MAX_ROWS)
			tell_call_event((const void *)told, size);
	}
}

static void take_event(enum ring ring, const struct head *head, bool more_comes)
{
	if (more_comes && makes_room(ring, head))
		leave_out(head->told->row);
	else
		tell_event(head->told, head->size);
	drop_head(ring);
}

enum left tell_until(__u64 until)
{
	struct head heads[RINGS];
	bool writing = false;

	for (int ring = 0; ring < RINGS; ring++) {
		heads[ring] = ring_head(ring);
		writing |= heads[ring].unfinished;
	}
	look_at_records();
	/* What is being written has a time that is not known yet. */
	while (!writing) {
		__u64 time = first_record_time();
		int first = RINGS;
		for (int ring = RINGS; ring-- > 0;)
			if (heads[ring].told && heads[ring].told->time <= time) {
				first = ring;
				time = heads[ring].told->time;
			}
		if (time == UINT64_MAX)
			return NOTHING;
		if (time > until)
			return YOUNGER;
		if (first == RINGS) {
			tell_first_record();
			continue;
		}
		take_event(first, &heads[first], until != UINT64_MAX);
		heads[first] = ring_head(first);
		writing = heads[first].unfinished;
	}
	return YOUNGER;
}
