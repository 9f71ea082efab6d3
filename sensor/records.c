/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kernel writes a record whenever a process maps code, forks, or executes: with the path as the process sees it, complete at the time of the
 * mapping. It is the interface that profilers use; the event here counts nothing.
 */
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "loader.h"

#define DATA_PAGES 64
#define MAX_CPUS 1024

struct tail { /* sample_id_all with TID and TIME */
	__u32 pid, tid;
	__u64 time;
};

static struct perf_event_mmap_page *pages[MAX_CPUS];
static unsigned count;
static size_t data_bytes;
static char record[1 << 16];
__u64 lost_records;

void open_records(void)
{
	struct perf_event_attr wish = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(wish),
		.config = PERF_COUNT_SW_DUMMY,
		.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME,
		.sample_id_all = 1,
		.mmap = 1,
		.mmap2 = 1,
		.comm = 1,
		.comm_exec = 1,
		.task = 1,
		.use_clockid = 1,
		.clockid = 1 /* CLOCK_MONOTONIC */,
	};
	long cpus = sysconf(_SC_NPROCESSORS_CONF);

	data_bytes = (size_t)DATA_PAGES * getpagesize();
	for (int cpu = 0; cpu < cpus && count < MAX_CPUS; cpu++) {
		int fd = syscall(SYS_perf_event_open, &wish, -1, cpu, -1, PERF_FLAG_FD_CLOEXEC);
		if (fd < 0)
			continue; /* a processor that is switched off */
		void *page = mmap(NULL, data_bytes + getpagesize(), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		if (page == MAP_FAILED)
			refuse(NO_KERNEL, "cannot map the records of processor %d: %m", cpu);
		pages[count++] = page;
	}
	if (!count)
		refuse(NO_KERNEL, "the kernel gives no records of mappings: %m (CONFIG_PERF_EVENTS)");
}

static void take_map(const struct tail *tail)
{
	struct {
		struct perf_event_header header;
		__u32 pid, tid;
		__u64 address, length, offset;
		__u32 major, minor;
		__u64 inode, generation;
		__u32 protection, flags;
		char path[];
	} *map = (void *)record;
	size_t room = map->header.size - sizeof(*map) - sizeof(*tail);
	struct item *item;

	/* "//anon", "[vdso]": no files. */
	if (map->path[0] != '/' || map->path[1] == '/')
		return;
	item = new_item();
	if (!item) {
		lost_records++;
		return;
	}
	*item = (struct item){ .time = tail->time, .source = FROM_RECORD, .record = RECORD_MAP, .inode = map->inode,
			       .major = map->major, .minor = map->minor, .path = keep_bytes(map->path, strnlen(map->path, room)) };
	item->event.pid = map->pid;
	item->event.tid = map->tid;
}

static void take_task(const struct tail *tail, enum record kind)
{
	struct {
		struct perf_event_header header;
		__u32 pid, parent, tid, parent_tid;
	} *task = (void *)record;
	struct {
		struct perf_event_header header;
		__u32 pid, tid;
		char comm[];
	} *exec = (void *)record;
	struct item *item;

	/* Threads come and go unseen. */
	if (kind != RECORD_EXEC && task->pid != task->tid)
		return;
	item = new_item();
	if (!item) {
		lost_records++;
		return;
	}
	*item = (struct item){ .time = tail->time, .source = FROM_RECORD, .record = kind };
	item->event.pid = task->pid;
	if (kind == RECORD_FORK)
		item->parent = task->parent;
	if (kind == RECORD_EXEC)
		memcpy(item->event.comm, exec->comm, strnlen(exec->comm, sizeof(item->event.comm) - 1));
}

static void take(void)
{
	struct perf_event_header *header = (void *)record;
	struct tail tail;
	struct {
		struct perf_event_header header;
		__u64 id, lost;
	} *lost = (void *)record;

	if (header->size < sizeof(*header) + sizeof(tail))
		return;
	memcpy(&tail, record + header->size - sizeof(tail), sizeof(tail));
	switch (header->type) {
	case PERF_RECORD_MMAP2:
		take_map(&tail);
		break;
	case PERF_RECORD_COMM:
		if (header->misc & PERF_RECORD_MISC_COMM_EXEC)
			take_task(&tail, RECORD_EXEC);
		break;
	case PERF_RECORD_FORK:
		take_task(&tail, RECORD_FORK);
		break;
	case PERF_RECORD_EXIT:
		take_task(&tail, RECORD_EXIT);
		break;
	case PERF_RECORD_LOST:
		lost_records += lost->lost;
		break;
	}
}

void drain_records(void)
{
	for (unsigned i = 0; i < count; i++) {
		struct perf_event_mmap_page *page = pages[i];
		const char *data = (const char *)page + getpagesize();
		__u64 head = __atomic_load_n(&page->data_head, __ATOMIC_ACQUIRE), at = page->data_tail;

		while (at < head) {
			struct perf_event_header header;
			/* Records lie on multiples of eight bytes, so a header never wraps. */
			memcpy(&header, data + at % data_bytes, sizeof(header));
			if (header.size < sizeof(header) || header.size > head - at)
				break;
			size_t first = data_bytes - at % data_bytes;
			if (first > header.size)
				first = header.size;
			memcpy(record, data + at % data_bytes, first);
			memcpy(record + first, data, header.size - first);
			take();
			at += header.size;
		}
		__atomic_store_n(&page->data_tail, head, __ATOMIC_RELEASE);
	}
}
