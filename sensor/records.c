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

/* What one processor has written, and the time of the first of it that counts; UINT64_MAX where there is none. */
static struct source {
	struct perf_event_mmap_page *page;
	__u64 time;
} sources[MAX_CPUS];
static unsigned count;
static struct source *first;
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
		sources[count++] = (struct source){ .page = page, .time = UINT64_MAX };
	}
	if (!count)
		refuse(NO_KERNEL, "the kernel gives no records of mappings: %m (CONFIG_PERF_EVENTS)");
}

struct map {
	struct perf_event_header header;
	__u32 pid, tid;
	__u64 address, length, offset;
	__u32 major, minor;
	__u64 inode, generation;
	__u32 protection, flags;
	char path[];
};

/* "//anon", "[vdso]": no files. */
static bool is_of_file(const struct map *map)
{
	return map->header.size > sizeof(*map) + sizeof(struct tail) && map->path[0] == '/' && map->path[1] != '/';
}

static void tell_map(const struct map *map, __u64 time)
{
	static struct {
		struct record record;
		char path[PATH_BYTES + 16];
	} made;
	size_t length = strnlen(map->path, map->header.size - sizeof(*map) - sizeof(struct tail));

	if (length > PATH_BYTES)
		length = PATH_BYTES;
	made.record = (struct record){ .kind = RECORD_MAP, .pid = map->pid, .tid = map->tid, .inode = map->inode, .major = map->major, .minor = map->minor };
	memcpy(made.record.path, map->path, length);
	made.record.path[length] = 0;
	take_record(&made.record, time);
}

static void tell_exec(__u64 time)
{
	const struct {
		struct perf_event_header header;
		__u32 pid, tid;
	} *exec = (void *)record;
	struct record made = { .kind = RECORD_EXEC, .pid = exec->pid, .tid = exec->tid };

	take_record(&made, time);
}

/* Whether the record tells of a mapping or an exec; its time. */
static bool counts(__u64 *time)
{
	const struct perf_event_header *header = (void *)record;
	const struct {
		struct perf_event_header header;
		__u64 id, lost;
	} *lost = (void *)record;
	struct tail tail;

	if (header->type == PERF_RECORD_LOST && header->size >= sizeof(*lost))
		lost_records += lost->lost;
	if (header->size < sizeof(*header) + sizeof(tail))
		return false;
	memcpy(&tail, record + header->size - sizeof(tail), sizeof(tail));
	*time = tail.time;
	if (header->type == PERF_RECORD_COMM)
		return header->misc & PERF_RECORD_MISC_COMM_EXEC;
	return header->type == PERF_RECORD_MMAP2 && is_of_file((void *)record);
}

/* Copies the record that begins there, as it may lie on the end and the beginning; its size, 0 when it is none. */
static size_t read_record(const struct source *source, __u64 at, __u64 head)
{
	const char *data = (const char *)source->page + getpagesize();
	struct perf_event_header header;

	/* Records lie on multiples of eight bytes, so a header never wraps. */
	memcpy(&header, data + at % data_bytes, sizeof(header));
	if (header.size < sizeof(header) || header.size > head - at)
		return 0;
	size_t before = data_bytes - at % data_bytes;
	if (before > header.size)
		before = header.size;
	memcpy(record, data + at % data_bytes, before);
	memcpy(record + before, data, header.size - before);
	return header.size;
}

static void drop(const struct source *source, __u64 up_to)
{
	__atomic_store_n(&source->page->data_tail, up_to, __ATOMIC_RELEASE);
}

/* Goes on to the first record of a processor that counts. */
static void find_first(struct source *source)
{
	__u64 head = __atomic_load_n(&source->page->data_head, __ATOMIC_ACQUIRE), at = source->page->data_tail;

	source->time = UINT64_MAX;
	while (at < head) {
		size_t size = read_record(source, at, head);
		if (size && counts(&source->time))
			break;
		source->time = UINT64_MAX;
		at = size ? at + size : head;
	}
	drop(source, at);
}

static void find_earliest(void)
{
	first = NULL;
	for (unsigned i = 0; i < count; i++)
		if (sources[i].time != UINT64_MAX && (!first || sources[i].time < first->time))
			first = &sources[i];
}

void look_at_records(void)
{
	for (unsigned i = 0; i < count; i++)
		if (sources[i].time == UINT64_MAX)
			find_first(&sources[i]);
	find_earliest();
}

__u64 first_record_time(void)
{
	return first ? first->time : UINT64_MAX;
}

void tell_first_record(void)
{
	__u64 at = first->page->data_tail;
	size_t size = read_record(first, at, at + sizeof(record));

	if (((const struct perf_event_header *)(const void *)record)->type == PERF_RECORD_COMM)
		tell_exec(first->time);
	else
		tell_map((const void *)record, first->time);
	drop(first, at + size);
	find_first(first);
	find_earliest();
}
