/* SPDX-License-Identifier: Apache-2.0 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
#include "loader.h"

/* The compiled program, inside this one: nothing is looked for when it starts. */
__asm__(".section .rodata\n.balign 8\nobject_start:\n.incbin \"" SENSOR_OBJECT "\"\nobject_end:\n.previous\n");
extern const char object_start[], object_end[];

static struct ring_buffer *ring;
static struct bpf_link *links[32];
static unsigned link_count;
static int lost_map = -1;
static int cpus;

static int quiet(enum libbpf_print_level level, const char *format, va_list values)
{
	return getenv("SENSOR_DEBUG") && level <= LIBBPF_INFO ? vfprintf(stderr, format, values) : 0;
}

/* Where trace points are listed. When no one mounted it, it is mounted for this process alone. */
static const char *trace_points(void)
{
	static const char *const places[] = { "/sys/kernel/tracing", "/sys/kernel/debug/tracing" };
	char path[100];

	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/events/syscalls", places[i]);
		if (!access(path, F_OK))
			return places[i];
	}
	if (access(places[0], F_OK) || unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("tracefs", places[0], "tracefs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL))
		refuse(NO_KERNEL, "this kernel shows no trace points: tracefs is not at %s and cannot be mounted: %m", places[0]);
	snprintf(path, sizeof(path), "%s/events/syscalls", places[0]);
	if (access(path, F_OK))
		refuse(NO_KERNEL, "this kernel has no trace points of system calls (CONFIG_FTRACE_SYSCALLS)");
	return places[0];
}

/* What the kernel must have, each told by its name. */
static void need_kernel(void)
{
	char own[64];
	ssize_t length = readlink("/proc/self/ns/pid", own, sizeof(own) - 1);

	if (access("/sys/kernel/btf/vmlinux", R_OK))
		refuse(NO_KERNEL, "this kernel does not describe its types: no /sys/kernel/btf/vmlinux (CONFIG_DEBUG_INFO_BTF)");
	if (libbpf_probe_bpf_map_type(BPF_MAP_TYPE_RINGBUF, NULL) == 0)
		refuse(NO_KERNEL, "this kernel has no BPF ring buffer (Linux 5.8 or newer is needed)");
	if (length < 0)
		refuse(NO_KERNEL, "/proc cannot be read: %m");
	own[length] = 0;
	/* PROC_PID_INIT_INO: the name that the first namespace has on every machine. */
	if (strcmp(own, "pid:[4026531836]"))
		refuse(NO_KERNEL, "not in the process namespace of the host: run it there (for a container: --pid host)");
}

int open_kernel(const struct options *options, take_event take)
{
	LIBBPF_OPTS(bpf_object_open_opts, opening, .object_name = "seaworthy");
	struct config config = { .kinds = options->kinds, .only_cgroups = options->cgroup_count > 0 };
	struct bpf_object *object;
	struct bpf_program *program;
	const char *place;
	__u32 zero = 0;
	__u8 yes = 1;
	int error;

	libbpf_set_print(quiet);
	need_kernel();
	place = trace_points();
	memcpy(config.skipped, options->skipped, sizeof(config.skipped));
	object = bpf_object__open_mem(object_start, object_end - object_start, &opening);
	if (!object)
		refuse(FAILED, "the program for the kernel cannot be read: %m");
	bpf_map__set_max_entries(bpf_object__find_map_by_name(object, "ring"), options->ring_bytes);
	/* Some machines lack old calls (arm64 has no open). */
	bpf_object__for_each_program(program, object) {
		char path[200];
		const char *section = strchr(bpf_program__section_name(program), '/');
		snprintf(path, sizeof(path), "%s/events%s", place, section);
		bpf_program__set_autoload(program, !access(path, F_OK));
	}
	error = bpf_object__load(object);
	if (error == -EPERM || error == -EACCES)
		refuse(NO_RIGHT, "the kernel does not allow to load programs into it: %s", strerror(-error));
	if (error)
		refuse(NO_KERNEL, "the kernel does not take the program: %s", strerror(-error));
	if (bpf_map_update_elem(bpf_object__find_map_fd_by_name(object, "settings"), &zero, &config, BPF_ANY))
		refuse(FAILED, "cannot set up the program in the kernel: %m");
	for (unsigned i = 0; i < options->cgroup_count; i++)
		if (bpf_map_update_elem(bpf_object__find_map_fd_by_name(object, "cgroups"), &options->cgroups[i], &yes, BPF_ANY))
			refuse(FAILED, "cannot set up the program in the kernel: %m");
	lost_map = bpf_object__find_map_fd_by_name(object, "lost");
	cpus = libbpf_num_possible_cpus();
	if (cpus < 1)
		refuse(FAILED, "cannot count processors");
	ring = ring_buffer__new(bpf_object__find_map_fd_by_name(object, "ring"), take, NULL, NULL);
	if (!ring)
		refuse(FAILED, "cannot open the ring buffer: %m");
	bpf_object__for_each_program(program, object) {
		if (!bpf_program__autoload(program))
			continue;
		struct bpf_link *link = link_count < sizeof(links) / sizeof(*links) ? bpf_program__attach(program) : NULL;
		if (!link)
			refuse(errno == EPERM || errno == EACCES ? NO_RIGHT : NO_KERNEL, "cannot attach to %s: %m",
			       bpf_program__section_name(program));
		links[link_count++] = link;
	}
	return ring_buffer__epoll_fd(ring);
}

/* Nothing more comes; what is in the buffer is still to be taken. */
void close_kernel(void)
{
	while (link_count)
		bpf_link__destroy(links[--link_count]);
}

int drain_kernel(void)
{
	return ring_buffer__consume(ring);
}

void lost_in_kernel(__u64 counts[KINDS])
{
	__u64 each[cpus];

	for (__u32 kind = 0; kind < KINDS; kind++) {
		counts[kind] = 0;
		if (!bpf_map_lookup_elem(lost_map, &kind, each))
			for (int cpu = 0; cpu < cpus; cpu++)
				counts[kind] += each[cpu];
	}
}
