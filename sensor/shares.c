/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goes untold when processes wait because whoever reads is slower than what comes: files make room for them, and then calls, so that an execution is
 * told though its container opens files without end. All of it is counted.
 */
#include "calls.h"
#include "loader.h"

static __u64 left_out[MAX_ROWS];

void leave_out(unsigned row)
{
	left_out[row & (MAX_ROWS - 1)]++;
}

__u64 lost_of_row(unsigned row)
{
	return lost_in_kernel(row) + left_out[row];
}

/* Shares as the program in the kernel gives them, of what the reader takes: a place for each control group and row, which few have in common. */
#define PLACES 4096u
#define SHARE_BYTES (64u << 10)

static bool within_share(const struct told *told, size_t size)
{
	static struct {
		__u64 key;
		struct share share;
	} places[PLACES];
	__u64 key = told->cgroup << 7 | told->row, stretch = told->time >> STRETCH_BITS;
	unsigned at = key * 0x9e3779b97f4a7c15ull >> 52;

	if (places[at].key != key || places[at].share.stretch != stretch) {
		places[at].key = key;
		places[at].share = (struct share){ .stretch = stretch };
	}
	places[at].share.bytes += size;
	return places[at].share.bytes <= SHARE_BYTES;
}

/*
 * Whether an event goes untold for those of processes that wait, by how much of their ring is taken: first what a control group floods the reader with, and in
 * the end all of files.
 */
bool makes_room(enum ring ring, const struct head *head)
{
	size_t waiting = ring_waiting(RING_PROCESSES), size = ring_size(RING_PROCESSES);

	if (ring == RING_FILES)
		return waiting > size / 4 && (waiting > size / 4 * 3 || !within_share(head->told, head->size));
	return ring == RING_CALLS && waiting > size / 2 && !within_share(head->told, head->size);
}
