/* SPDX-License-Identifier: Apache-2.0 */
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "calls.h"
#include "loader.h"

#ifdef __x86_64__
#define HAS_COMPAT 1
#else
#define HAS_COMPAT 0 /* their numbers are not in the table */
#endif
#define SOCKETCALL_NUMBER 102

/* The compiled program, inside this one: nothing is looked for when it starts. */
__asm__(".section .rodata\n.balign 8\nobject_start:\n.incbin \"" SENSOR_OBJECT "\"\nobject_end:\n.previous\n");
extern const char object_start[], object_end[];

static const char *const ring_names[RINGS] = { "processes", "calls", "files" };
static struct bpf_object *object;
static struct bpf_link *links[32];
static unsigned link_count;
static const volatile __u64 *lost;
static int poller = -1;

static int quiet(enum libbpf_print_level level, const char *format, va_list values)
{
	return getenv("SENSOR_DEBUG") && level <= LIBBPF_INFO ? vfprintf(stderr, format, values) : 0;
}

/* What the kernel must have, each told by its name. */
static void need_kernel(void)
{
	char own[64];
	ssize_t length = readlink("/proc/self/ns/pid", own, sizeof(own) - 1);

	if (access("/sys/kernel/btf/vmlinux", R_OK))
		refuse(NO_KERNEL, "this kernel does not describe its types: no /sys/kernel/btf/vmlinux (CONFIG_DEBUG_INFO_BTF)");
	if (libbpf_probe_bpf_map_type(BPF_MAP_TYPE_RINGBUF, NULL) == 0)
		refuse(NO_KERNEL, "this kernel has no BPF ring buffer (Linux 5.11 or newer is needed)");
	if (length < 0)
		refuse(NO_KERNEL, "/proc cannot be read: %m");
	own[length] = 0;
	/* PROC_PID_INIT_INO: the name that the first namespace has on every machine. */
	if (strcmp(own, "pid:[4026531836]"))
		refuse(NO_KERNEL, "not in the process namespace of the host: run it there (for a container: --pid host)");
}

static struct bpf_map *map(const char *name)
{
	struct bpf_map *found = bpf_object__find_map_by_name(object, name);

	if (!found)
		refuse(FAILED, "the program for the kernel has no map %s", name);
	return found;
}

static void set(const char *name, const void *key, const void *value)
{
	if (bpf_map_update_elem(bpf_map__fd(map(name)), key, value, BPF_ANY))
		refuse(FAILED, "cannot set up the program in the kernel: %m");
}

/* What is told of each call, from the table of calls. */
static void set_wishes(const struct options *options)
{
	for (unsigned i = 0; i < row_count; i++) {
		const struct row *row = &rows[i];
		struct wish wish = { .on = options->wanted[FIRST_CALL + i], .row = FIRST_CALL + i, .ring = row->ring, .only = row->only };
		__u32 native = row->native, compat = COMPAT + row->compat, part = SOCKETCALL + row->part;

		for (int k = 0; k < PARTS; k++) {
			wish.read[k].what = row->read[k].what;
			wish.read[k].argument = row->read[k].argument;
			wish.read[k].size = row->read[k].size;
			if (row->read[k].what)
				wish.parts = k + 1;
		}
		if (row->native >= 0)
			set("wishes", &native, &wish);
		if (HAS_COMPAT && row->compat >= 0)
			set("wishes", &compat, &wish);
		if (HAS_COMPAT && row->part >= 0)
			set("wishes", &part, &wish);
	}
	/* The call that stands for those parts. */
	__u32 packed = COMPAT + SOCKETCALL_NUMBER;
	struct wish any = { .on = 1 };
	if (HAS_COMPAT)
		set("wishes", &packed, &any);
}

/* The counts of the program, as memory of this process: they can be read when no right is held any more. */
static void find_counts(void)
{
	size_t page = getpagesize(), size = (MAX_ROWS * sizeof(*lost) + page - 1) / page * page;
	struct bpf_map *each;

	bpf_object__for_each_map(each, object)
		if (bpf_map__is_internal(each) && strstr(bpf_map__name(each), ".bss") && bpf_map__value_size(each) >= MAX_ROWS * sizeof(*lost)) {
			void *place = mmap(NULL, size, PROT_READ, MAP_SHARED, bpf_map__fd(each), 0);
			if (place != MAP_FAILED)
				lost = place;
		}
	if (!lost)
		refuse(FAILED, "the counts of the program in the kernel cannot be read: %m");
}

static unsigned row_of(const struct options *options, const char *name)
{
	for (unsigned i = 0; i < row_count; i++)
		if (!strcmp(rows[i].name, name) && options->wanted[FIRST_CALL + i])
			return FIRST_CALL + i;
	return 0;
}

/* Whether the running kernel has a trace point; how many arguments it hands over besides the first. */
static int arguments_of(const struct btf *types, const char *trace_point)
{
	char name[100];
	int id;

	snprintf(name, sizeof(name), "btf_trace_%s", trace_point);
	id = btf__find_by_name_kind(types, name, BTF_KIND_TYPEDEF);
	const struct btf_type *type = id < 0 ? NULL : btf__type_by_id(types, id);
	for (int step = 0; type && step < 2; step++)
		type = btf__type_by_id(types, type->type);
	return type ? (int)btf_vlen(type) - 1 : -1;
}

/*
 * What the program is told before it is checked, so that only what is needed is left of it; and which parts this kernel has no place for: without them
 * calls through io_uring are not told, and control groups made later have no name.
 */
static void fit_to_kernel(const struct options *options)
{
	struct btf *types = btf__load_vmlinux_btf();
	struct bpf_program *program;
	struct bpf_map *each;

	if (!types)
		refuse(NO_KERNEL, "the description of the kernel's types cannot be read: %m");
	struct constants constants = {
		.casts = btf__find_by_name_kind(types, "bpf_rdonly_cast", BTF_KIND_FUNC) > 0,
		.open_row = row_of(options, "openat"),
		.connect_row = row_of(options, "connect"),
		.completes_with_entry = arguments_of(types, "io_uring_complete") == 3,
	};
	bpf_object__for_each_map(each, object)
		if (bpf_map__is_internal(each) && strstr(bpf_map__name(each), ".rodata")) {
			size_t size = 0;
			void *place = (void *)bpf_map__initial_value(each, &size);
			if (!place || size != sizeof(constants))
				refuse(FAILED, "the program for the kernel has other constants");
			memcpy(place, &constants, sizeof(constants));
		}
	bpf_object__for_each_program(program, object) {
		const char *section = bpf_program__section_name(program);
		if (!strncmp(section, "tp_btf/", 7))
			bpf_program__set_autoload(program, arguments_of(types, section + 7) > 0);
	}
	btf__free(types);
}

/* Where standard input is a pipe or a socket, whoever started us ends us by closing it. */
#define INPUT RINGS

void open_kernel(void)
{
	LIBBPF_OPTS(bpf_object_open_opts, opening, .object_name = "seaworthy");
	struct config config = { 0 };
	__u32 zero = 0;
	int error;

	libbpf_set_print(quiet);
	need_kernel();
	object = bpf_object__open_mem(object_start, object_end - object_start, &opening);
	if (!object)
		refuse(FAILED, "the program for the kernel cannot be read: %m");
	bpf_map__set_max_entries(map("files"), settings->ring_bytes);
	fit_to_kernel(settings);
	error = bpf_object__load(object);
	if (error == -EPERM || error == -EACCES)
		refuse(NO_RIGHT, "the kernel does not allow to load programs into it: %s", strerror(-error));
	if (error)
		refuse(NO_KERNEL, "the kernel does not take the program: %s", strerror(-error));
	memcpy(config.skipped, settings->skipped, sizeof(config.skipped));
	for (unsigned i = 0; i < settings->cgroup_count; i++) {
		set("cgroups", &settings->cgroups[i].id, &settings->cgroups[i].what);
		config.only_cgroups |= settings->cgroups[i].what == CGROUP_ONLY;
		config.muted_cgroups |= settings->cgroups[i].what == CGROUP_MUTED;
	}
	for (unsigned i = 0; i < settings->muted_count; i++) {
		__u8 yes = 1;
		set("muted", &settings->muted[i], &yes);
		config.muted_paths = 1;
	}
	set("settings", &zero, &config);
	set_wishes(settings);
	find_counts();
	poller = epoll_create1(EPOLL_CLOEXEC);
	for (int i = 0; i < RINGS; i++) {
		struct epoll_event ready = { .events = EPOLLIN, .data.u32 = i };
		const struct bpf_map *ring = map(ring_names[i]);
		open_ring(i, bpf_map__fd(ring), bpf_map__max_entries(ring));
		if (epoll_ctl(poller, EPOLL_CTL_ADD, bpf_map__fd(ring), &ready))
			refuse(FAILED, "cannot wait for a ring buffer: %m");
	}
	struct epoll_event ended = { .events = EPOLLRDHUP, .data.u32 = INPUT };
	struct stat input;
	if (!fstat(STDIN_FILENO, &input) && (S_ISFIFO(input.st_mode) || S_ISSOCK(input.st_mode)))
		epoll_ctl(poller, EPOLL_CTL_ADD, STDIN_FILENO, &ended);
}

/* Iterators are attached when they run, everything else at once. */
static bool is_iterator(const struct bpf_program *program)
{
	return !strncmp(bpf_program__section_name(program), "iter/", 5);
}

void attach_kernel(void)
{
	struct bpf_program *program;

	bpf_object__for_each_program(program, object) {
		if (!bpf_program__autoload(program) || is_iterator(program))
			continue;
		struct bpf_link *link = link_count < sizeof(links) / sizeof(*links) ? bpf_program__attach(program) : NULL;
		if (!link)
			refuse(errno == EPERM || errno == EACCES ? NO_RIGHT : NO_KERNEL, "cannot attach to %s: %m",
			       bpf_program__section_name(program));
		links[link_count++] = link;
	}
}

int iterate(const char *name)
{
	struct bpf_program *program = bpf_object__find_program_by_name(object, name);
	struct bpf_link *link = program ? bpf_program__attach_iter(program, NULL) : NULL;

	if (!link)
		return -1;
	int descriptor = bpf_iter_create(bpf_link__fd(link));
	bpf_link__destroy(link);
	return descriptor;
}

bool wait_for_kernel(int milliseconds)
{
	struct epoll_event ready[RINGS + 1];
	int count = epoll_wait(poller, ready, RINGS + 1, milliseconds);

	if (count < 0 && errno != EINTR)
		refuse(FAILED, "cannot wait for events: %m");
	for (int i = 0; i < count; i++)
		if (ready[i].data.u32 == INPUT)
			return false;
	return true;
}

/* Nothing more comes; what is in the buffers is still to be taken. */
void close_kernel(void)
{
	while (link_count)
		bpf_link__destroy(links[--link_count]);
}

__u64 lost_in_kernel(unsigned row)
{
	return lost[row];
}
