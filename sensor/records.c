/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kernel writes a record whenever a process maps code, and one when it executes: with the path as the process sees it, complete at the time of the
 * mapping. It is the interface that profilers use; the event here counts nothing.
 */
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "loader.h"

#define DATA_PAGES 128
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

static void keep(const struct tail *tail, struct record *made, size_t size)
{
	if (!take_item(FROM_RECORDS, tail->time, made, size))
		lost_records++;
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
	static struct {
		struct record record;
		char path[PATH_BYTES + 16];
	} made;

	/* "//anon", "[vdso]": no files. */
	if (map->header.size <= sizeof(*map) + sizeof(*tail) || map->path[0] != '/' || map->path[1] == '/')
		return;
	size_t length = strnlen(map->path, map->header.size - sizeof(*map) - sizeof(*tail));
	if (length > PATH_BYTES)
		length = PATH_BYTES;
	made.record = (struct record){ .kind = RECORD_MAP, .pid = map->pid, .tid = map->tid, .inode = map->inode, .major = map->major, .minor = map->minor };
	memcpy(made.record.path, map->path, length);
	made.record.path[length] = 0;
	keep(tail, &made.record, sizeof(made.record) + length + 1);
}

static void take_exec(const struct tail *tail)
{
	struct {
		struct perf_event_header header;
		__u32 pid, tid;
	} *exec = (void *)record;
	struct record made = { .kind = RECORD_EXEC, .pid = exec->pid, .tid = exec->tid };

	keep(tail, &made, sizeof(made));
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
			take_exec(&tail);
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
