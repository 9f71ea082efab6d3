/* SPDX-License-Identifier: Apache-2.0 */
/* The rings of the program in the kernel, read where they lie: an event is there until it is dropped. */
#include <linux/bpf.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "loader.h"

#define EVENT_BYTES (64u << 10) /* more than any has */

static struct view {
	__u64 *consumed;       /* ours to write */
	const __u64 *produced; /* the kernel's */
	const char *data;
	size_t size;
} views[RINGS];

/* The event of each ring that goes on at its beginning, in one piece. */
static char wrapped[RINGS][EVENT_BYTES] __attribute__((aligned(8)));

void open_ring(enum ring ring, int map, size_t size)
{
	size_t page = getpagesize();
	void *ours = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, map, 0);
	/* The kernel shows the data twice, one behind the other; once takes half of the memory. */
	void *theirs = mmap(NULL, page + size, PROT_READ, MAP_SHARED, map, page);

	if (ours == MAP_FAILED || theirs == MAP_FAILED)
		refuse(FAILED, "cannot open a ring buffer: %m");
	views[ring] = (struct view){ .consumed = ours, .produced = theirs, .data = (const char *)theirs + page, .size = size };
}

static const __u32 *header_of(const struct view *view)
{
	return (const __u32 *)(view->data + (*view->consumed & (view->size - 1)));
}

/* What lies behind a header. Headers and events lie on multiples of eight bytes, so a header never wraps. */
static const void *event_behind(enum ring ring, const __u32 *header, size_t size)
{
	const struct view *view = &views[ring];
	size_t at = (const char *)header + BPF_RINGBUF_HDR_SZ - view->data;

	if (at + size <= view->size)
		return view->data + at;
	size_t before = view->size - at;
	memcpy(wrapped[ring], view->data + at, before);
	memcpy(wrapped[ring] + before, view->data, size - before);
	return wrapped[ring];
}

struct head ring_head(enum ring ring)
{
	const struct view *view = &views[ring];

	while (*view->consumed < __atomic_load_n(view->produced, __ATOMIC_ACQUIRE)) {
		__u32 length = __atomic_load_n(header_of(view), __ATOMIC_ACQUIRE);
		if (length & BPF_RINGBUF_BUSY_BIT)
			return (struct head){ .unfinished = true };
		if (!(length & BPF_RINGBUF_DISCARD_BIT) && length >= sizeof(struct told) && length <= EVENT_BYTES)
			return (struct head){ .told = event_behind(ring, header_of(view), length), .size = length };
		drop_head(ring);
	}
	return (struct head){ 0 };
}

void drop_head(enum ring ring)
{
	const struct view *view = &views[ring];
	__u64 length = *header_of(view) & ~(BPF_RINGBUF_BUSY_BIT | BPF_RINGBUF_DISCARD_BIT);

	__atomic_store_n(view->consumed, *view->consumed + ((length + BPF_RINGBUF_HDR_SZ + 7) & ~7ull), __ATOMIC_RELEASE);
}

size_t ring_waiting(enum ring ring)
{
	const struct view *view = &views[ring];

	return __atomic_load_n(view->produced, __ATOMIC_RELAXED) - *view->consumed;
}

size_t ring_size(enum ring ring)
{
	return views[ring].size;
}
