/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The part that runs in the kernel. It uses only helpers that every program may call, whatever its licence; so it cannot read the memory of
 * programs or kernel structures. It takes what the trace points hand over, and addresses; README.md says what follows from that.
 */
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include "event.h"

char LICENSE[] SEC("license") = "Apache-2.0";

#define AF_INET 2
#define AT_FDCWD (-100)
#define PROT_EXEC 4
#define MAP_ANONYMOUS 0x20
#define TCP_SYN_SENT 2
#define ANCESTORS 12

/* Only the fields that are used; the loader finds where this kernel has them (CO-RE). */
#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)
struct trace_event_raw_sys_enter {
	long id;
	unsigned long args[6];
};
struct trace_event_raw_sys_exit {
	long id;
	long ret;
};
struct trace_event_raw_inet_sock_set_state {
	__u8 daddr[4];
	__u8 daddr_v6[16];
};
#pragma clang attribute pop

/*
 * The trace point `inet_sock_set_state` as it is laid out since Linux 4.16. A compiler asks for more than the verifier allows when it reads an
 * array through CO-RE, so CO-RE only checks that the layout is this one: if not, the address is read from the memory of the program.
 */
struct tcp_state {
	__u64 common;
	__u64 socket;
	__u32 oldstate, newstate;
	__u16 sport, dport, family, protocol;
	__u32 saddr, daddr;
	__u64 saddr_v6[2], daddr_v6[2];
};
#define LAID_OUT_AS_HERE \
	(bpf_core_field_offset(struct trace_event_raw_inet_sock_set_state, daddr) == __builtin_offsetof(struct tcp_state, daddr) && \
	 bpf_core_field_offset(struct trace_event_raw_inet_sock_set_state, daddr_v6) == __builtin_offsetof(struct tcp_state, daddr_v6))

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 8 << 20);
} ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct config);
} settings SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, MAX_CGROUPS);
	__type(key, __u64);
	__type(value, __u8);
} cgroups SEC(".maps");

/* Events for which there was no room, by kind. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, KINDS);
	__type(key, __u32);
	__type(value, __u64);
} lost SEC(".maps");

/*
 * Calls under way, by thread: what the call began with is told together with how it ended. Entries go when the call or the thread ends; when there is no
 * room the event is counted as lost.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__type(key, __u64);
	__type(value, struct event);
} calls SEC(".maps");

/* Status given to exit_group, by process, until the process is gone. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, __u32);
	__type(value, __s32);
} exits SEC(".maps");

static __always_inline int wanted(__u32 kind)
{
	__u32 zero = 0, pid = bpf_get_current_pid_tgid() >> 32;
	struct config *config = bpf_map_lookup_elem(&settings, &zero);

	if (!config || !(config->kinds & (1u << kind)))
		return 0;
	for (int i = 0; i < MAX_SKIPPED; i++)
		if (pid == config->skipped[i])
			return 0;
	if (!config->only_cgroups)
		return 1;
	__u64 cgroup = bpf_get_current_cgroup_id();
	if (bpf_map_lookup_elem(&cgroups, &cgroup))
		return 1;
	for (int level = 1; level < ANCESTORS; level++) {
		cgroup = bpf_get_current_ancestor_cgroup_id(level);
		if (!cgroup)
			return 0;
		if (bpf_map_lookup_elem(&cgroups, &cgroup))
			return 1;
	}
	return 0;
}

static __always_inline void begin(struct event *event, __u32 kind)
{
	__u64 id = bpf_get_current_pid_tgid(), owner = bpf_get_current_uid_gid();

	event->time = bpf_ktime_get_ns();
	event->cgroup = bpf_get_current_cgroup_id();
	event->pid = id >> 32;
	event->tid = (__u32)id;
	event->uid = (__u32)owner;
	event->gid = owner >> 32;
	event->kind = kind;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
}

static __always_inline void count_lost(__u32 kind)
{
	__u64 *count = bpf_map_lookup_elem(&lost, &kind);

	if (count)
		(*count)++;
}

static __always_inline void tell(struct event *event)
{
	if (bpf_ringbuf_output(&ring, event, sizeof(*event), 0))
		count_lost(event->kind);
}

static __always_inline void keep(struct event *event)
{
	__u64 id = bpf_get_current_pid_tgid();

	if (bpf_map_update_elem(&calls, &id, event, BPF_ANY))
		count_lost(event->kind);
}

static __always_inline int ended(struct trace_event_raw_sys_exit *call)
{
	__u64 id = bpf_get_current_pid_tgid();
	struct event *event = bpf_map_lookup_elem(&calls, &id);

	if (!event)
		return 0;
	event->time = bpf_ktime_get_ns();
	event->result = call->ret;
	tell(event);
	bpf_map_delete_elem(&calls, &id);
	return 0;
}

SEC("tracepoint/sched/sched_process_exec")
int on_exec(void *unused)
{
	struct event event = {};

	if (!wanted(KIND_EXEC))
		return 0;
	begin(&event, KIND_EXEC);
	tell(&event);
	return 0;
}

static __always_inline int opens(__s32 dirfd, __u64 name, __u32 flags, __u64 how)
{
	struct event event = {};

	if (!wanted(KIND_OPEN))
		return 0;
	begin(&event, KIND_OPEN);
	event.open.dirfd = dirfd;
	event.open.name = name;
	event.open.flags = flags;
	event.open.how = how;
	keep(&event);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_open")
int on_open(struct trace_event_raw_sys_enter *call)
{
	return opens(AT_FDCWD, call->args[0], call->args[1], 0);
}

SEC("tracepoint/syscalls/sys_enter_openat")
int on_openat(struct trace_event_raw_sys_enter *call)
{
	return opens(call->args[0], call->args[1], call->args[2], 0);
}

SEC("tracepoint/syscalls/sys_enter_openat2")
int on_openat2(struct trace_event_raw_sys_enter *call)
{
	return opens(call->args[0], call->args[1], 0, call->args[2]);
}

SEC("tracepoint/syscalls/sys_exit_open")
int on_open_end(struct trace_event_raw_sys_exit *call)
{
	return ended(call);
}

SEC("tracepoint/syscalls/sys_exit_openat")
int on_openat_end(struct trace_event_raw_sys_exit *call)
{
	return ended(call);
}

SEC("tracepoint/syscalls/sys_exit_openat2")
int on_openat2_end(struct trace_event_raw_sys_exit *call)
{
	return ended(call);
}

SEC("tracepoint/syscalls/sys_enter_connect")
int on_connect(struct trace_event_raw_sys_enter *call)
{
	struct event event = {};

	if (!wanted(KIND_CONNECT))
		return 0;
	begin(&event, KIND_CONNECT);
	event.connect.fd = call->args[0];
	event.connect.address = call->args[1];
	event.connect.length = call->args[2];
	keep(&event);
	return 0;
}

/* A TCP connection begins inside the call and in its thread: here the kernel itself names the other end. */
SEC("tracepoint/sock/inet_sock_set_state")
int on_tcp_state(struct tcp_state *change)
{
	__u64 id = bpf_get_current_pid_tgid();
	struct event *event;

	if (!LAID_OUT_AS_HERE || change->newstate != TCP_SYN_SENT)
		return 0;
	event = bpf_map_lookup_elem(&calls, &id);
	if (!event || event->kind != KIND_CONNECT)
		return 0;
	event->connect.family = change->family;
	event->connect.port = change->dport;
	if (change->family == AF_INET) {
		*(__u32 *)event->connect.to = change->daddr;
	} else {
		((__u64 *)event->connect.to)[0] = change->daddr_v6[0];
		((__u64 *)event->connect.to)[1] = change->daddr_v6[1];
	}
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_connect")
int on_connect_end(struct trace_event_raw_sys_exit *call)
{
	return ended(call);
}

/* Who maps code: its name comes from the kernel's own record of the mapping, which the loader reads beside this one. */
SEC("tracepoint/syscalls/sys_enter_mmap")
int on_mmap(struct trace_event_raw_sys_enter *call)
{
	struct event event = {};

	if (!(call->args[2] & PROT_EXEC) || (call->args[3] & MAP_ANONYMOUS) || !wanted(KIND_MAP))
		return 0;
	begin(&event, KIND_MAP);
	tell(&event);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_exit_group")
int on_exit_group(struct trace_event_raw_sys_enter *call)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;
	__s32 status = call->args[0] & 0xff;

	if (wanted(KIND_EXIT))
		bpf_map_update_elem(&exits, &pid, &status, BPF_ANY);
	return 0;
}

SEC("tracepoint/sched/sched_process_exit")
int on_exit(void *unused)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 pid = id >> 32;
	struct event event = {};
	__s32 *status;

	bpf_map_delete_elem(&calls, &id);
	/* Told once a process: when its first thread goes. */
	if (pid != (__u32)id || !wanted(KIND_EXIT))
		return 0;
	begin(&event, KIND_EXIT);
	status = bpf_map_lookup_elem(&exits, &pid);
	if (status) {
		event.result = *status;
		event.exit.known = 1;
		bpf_map_delete_elem(&exits, &pid);
	}
	tell(&event);
	return 0;
}
