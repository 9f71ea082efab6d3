/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The part that runs in the kernel. It reads names, arguments and addresses itself, at the moment at which they count, which the kernel allows
 * only to programs under a licence that is compatible with the GPL: README.md says why this file has one of its own.
 *
 * Calls are told when they end: the registers then still hold what the call was given, so nothing is kept while a call waits, and no number of
 * waiting calls can hide another. What a call is told with is data: the table of wishes, made from the loader's table of calls.
 */
#include <linux/types.h>
#include <linux/bpf.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include "kernel-types.h"
#include "event.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define S_IFMT 0170000
#define S_IFSOCK 0140000
#define FMODE_CREATED 0x100000
#define OVERLAYFS 0x794c7630
#define F_DUPFD 0
#define F_DUPFD_CLOEXEC 1030
#define PR_SET_NAME 15
#define TS_COMPAT 2
#define PF_KTHREAD 0x00200000
#define RESTARTED 512 /* ERESTARTSYS and those after it: never seen by programs */
#define EINTR 4
#define PIDTYPE_PGID 2
#define PIDTYPE_SID 3
#define RLIMIT_NOFILE 7

#define ANCESTORS 12
#define COMPONENTS 128
#define NAME_BYTES 256
#define STRING_BYTES 4096
#define ARGS_BYTES 8192
#define ENV_BYTES 4096
#define TEXT_BYTES 16384
#define MAX_GENERATIONS 64 /* that are looked through for a reaper */

/*
 * A member of a structure of the kernel, or of one that it points to: GET(task, group_leader, pid). Since Linux 6.2 an address may be declared to be that of
 * a structure, and reading it is then one instruction; before, each reading is a call.
 */
extern void *bpf_rdonly_cast(const void *address, __u32 type) __ksym __weak;
const volatile struct constants constants = {};
#define GET_ONE(address, member)                                                                                             \
	({                                                                                                                   \
		typeof((address)->member) value_;                                                                            \
		if (constants.casts)                                                                                                   \
			value_ = ((typeof(address))bpf_rdonly_cast(address, bpf_core_type_id_kernel(typeof(*(address)))))->member; \
		else                                                                                                         \
			value_ = BPF_CORE_READ(address, member);                                                             \
		value_;                                                                                                      \
	})
#define GET_TWO(address, first, second) ({ typeof((address)->first) inner_ = GET_ONE(address, first); GET_ONE(inner_, second); })
#define GET_THREE(address, first, second, third) ({ typeof((address)->first) outer_ = GET_ONE(address, first); GET_TWO(outer_, second, third); })
#define GET_FOUR(address, first, second, third, fourth) \
	({ typeof((address)->first) outmost_ = GET_ONE(address, first); GET_THREE(outmost_, second, third, fourth); })
#define GET_MANY(_1, _2, _3, _4, _5, name, ...) name
#define GET(...) GET_MANY(__VA_ARGS__, GET_FOUR, GET_THREE, GET_TWO, GET_ONE)(__VA_ARGS__)

#define RING(name, bytes)                           \
	struct {                                    \
		__uint(type, BPF_MAP_TYPE_RINGBUF); \
		__uint(max_entries, bytes);         \
	} name SEC(".maps")
RING(processes, 8 << 20);
RING(calls, 2 << 20);
RING(files, 16 << 20);

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct config);
} settings SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, WISHES);
	__type(key, __u32);
	__type(value, struct wish);
} wishes SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, MAX_CGROUPS);
	__type(key, __u64);
	__type(value, __u8);
} cgroups SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, MAX_MUTED_PATHS);
	__type(key, struct directory);
	__type(value, __u8);
} muted SEC(".maps");

/* Events for which there was no room, by row; the loader sees it as its own memory. */
__u64 lost[MAX_ROWS];

/*
 * Where an event is put together: its fixed members right before the text, which grows. What is behind `TEXT_BYTES` is room for a last read that begins
 * before. One for each program, as one may interrupt another. Functions that are not static are checked by the kernel once, and not for each way that
 * leads to them; so what they share stands here.
 */
#define FIXED_BYTES 512
struct scratch {
	struct {
		struct path *path, *limit; /* whose path, and the root directory at which it begins */
		struct dentry *dentry, *top, *root;
		struct vfsmount *mount, *root_mount;
		__u32 from;
		__u8 flags;
		__u8 looks; /* for directories of which nothing is told */
		__u8 muted; /* and has found one */
	} walk;
	__u32 used; /* of the text */
	__u8 marks;
	__u64 args[6];
	__s64 result;
	char fixed[FIXED_BYTES];
	char text[TEXT_BYTES + ARGS_BYTES];
};
#define SCRATCH(name)                                    \
	struct {                                         \
		__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY); \
		__uint(max_entries, 1);                  \
		__type(key, __u32);                      \
		__type(value, struct scratch);           \
	} name SEC(".maps")
SCRATCH(call_scratch);
SCRATCH(exec_scratch);
SCRATCH(fork_scratch);
SCRATCH(cgroup_scratch);
SCRATCH(entry_scratch);

static __always_inline struct scratch *take_scratch(void *map)
{
	__u32 zero = 0;
	struct scratch *scratch = bpf_map_lookup_elem(map, &zero);

	if (scratch) {
		scratch->used = 0;
		scratch->marks = 0;
		scratch->walk.looks = scratch->walk.muted = 0;
	}
	return scratch;
}
#define FIXED(scratch, type) ((type *)((scratch)->text - sizeof(type)))

/* Where the text goes on; the compiler must not conclude that it needs no bound. */
static __always_inline __u32 end_of(struct scratch *scratch)
{
	__u32 at = scratch->used;

	asm volatile("" : "+r"(at));
	return at & (TEXT_BYTES - 1);
}

static __always_inline bool watched(__u32 pid)
{
	__u32 zero = 0;
	struct config *config = bpf_map_lookup_elem(&settings, &zero);
	bool only = false;

	if (!config)
		return false;
	for (int i = 0; i < MAX_SKIPPED; i++)
		if (pid == config->skipped[i])
			return false;
	if (!config->only_cgroups && !config->muted_cgroups)
		return true;
	__u64 cgroup = bpf_get_current_cgroup_id();
	for (int level = 1; level <= ANCESTORS; level++) {
		__u8 *what = bpf_map_lookup_elem(&cgroups, &cgroup);
		if (what && *what == CGROUP_MUTED)
			return false;
		only |= what && *what == CGROUP_ONLY;
		cgroup = bpf_get_current_ancestor_cgroup_id(level);
		if (!cgroup)
			break;
	}
	return only || !config->only_cgroups;
}

static __always_inline void begin(struct told *head, struct task_struct *task, __u32 row)
{
	head->time = bpf_ktime_get_ns();
	head->cgroup = bpf_get_current_cgroup_id();
	head->start = GET(task, group_leader, start_boottime);
	head->pid = GET(task, tgid);
	head->tid = GET(task, pid);
	head->row = row;
	head->marks = 0;
	head->cpu = bpf_get_smp_processor_id();
	*(__u64 *)head->length = 0;
	head->without_result = 0;
}

/* What each control group has told of one row lately, while there was little room. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, __u64);
	__type(value, struct share);
} shares SEC(".maps");

/* Whether a control group may tell one more of a row: so much in each stretch of time. */
static __always_inline bool within_share(const struct told *head, __u64 size, __u64 most)
{
	__u64 key = head->cgroup << 7 | (head->row & (MAX_ROWS - 1));
	struct share fresh = { .stretch = head->time >> STRETCH_BITS, .bytes = size };
	struct share *share = bpf_map_lookup_elem(&shares, &key);

	if (!share || share->stretch != fresh.stretch) {
		bpf_map_update_elem(&shares, &key, &fresh, BPF_ANY);
		return true;
	}
	/* Two processors may count one event for two: an operation that gives the sum needs a newer kernel than the rest. */
	share->bytes += size;
	return share->bytes <= most;
}

/*
 * A ring is for all until three quarters of it are taken. From then on each control group has a small share of it for each row, so that who floods it loses its
 * own events and hides nothing of others. Beginnings and ends of processes have a half, and nothing of the last quarter: that is for what is executed.
 */
static __always_inline bool finds_room(void *ring, const struct told *head, __u64 size, __u64 waiting)
{
	__u64 all = bpf_ringbuf_query(ring, BPF_RB_RING_SIZE);
	bool begins_or_ends = head->row == ROW_FORK || head->row == ROW_END;

	if (waiting <= all / 4 * 3)
		return !begins_or_ends || waiting <= all / 2 || within_share(head, size, all / 64);
	return !begins_or_ends && within_share(head, size, all / 64);
}

/*
 * The reader sleeps only while there is nothing, and then takes what comes in turns of some milliseconds: so only the first event wakes it.
 */
static __always_inline void tell(void *ring, void *event, __u64 size, __u32 row)
{
	__u64 waiting = bpf_ringbuf_query(ring, BPF_RB_AVAIL_DATA);

	if (!finds_room(ring, event, size, waiting) ||
	    bpf_ringbuf_output(ring, event, size, waiting ? BPF_RB_NO_WAKEUP : BPF_RB_FORCE_WAKEUP))
		__sync_fetch_and_add(&lost[row & (MAX_ROWS - 1)], 1);
}

/* Tells the fixed members, `fixed` bytes, and the text behind them. */
static __always_inline void tell_all(void *ring, struct scratch *scratch, __u64 fixed, __u32 row)
{
	__u64 used = scratch->used;

	asm volatile("" : "+r"(used));
	if (used > TEXT_BYTES + STRING_BYTES)
		return;
	tell(ring, scratch->text - fixed, fixed + used, row);
}

#define STRUCT(base, type, member) ((void *)(base) + bpf_core_field_offset(type, member))

/* One step up; 0 goes on. */
__noinline int step(struct scratch *scratch)
{
	if (!scratch)
		return 1;
	struct dentry *dentry = scratch->walk.dentry;
	struct vfsmount *mount = scratch->walk.mount;
	__u32 at = end_of(scratch);

	if (dentry == scratch->walk.root && mount == scratch->walk.root_mount) {
		scratch->walk.flags = (scratch->walk.flags & ~PATH_CUT) | PATH_WHOLE;
		return 1;
	}
	if (dentry == scratch->walk.top) {
		struct mount *own = (void *)mount - bpf_core_field_offset(struct mount, mnt);
		struct mount *parent = GET(own, mnt_parent);
		if (parent == own) {
			scratch->walk.flags = (scratch->walk.flags & ~PATH_CUT) | PATH_WHOLE;
			return 1;
		}
		mount = STRUCT(parent, struct mount, mnt);
		scratch->walk.dentry = GET(own, mnt_mountpoint);
		scratch->walk.mount = mount;
		scratch->walk.top = GET(mount, mnt_root);
		return 0;
	}
	if (scratch->walk.looks) {
		struct inode *inode = GET(dentry, d_inode);
		struct directory here = { .inode = GET(inode, i_ino), .device = GET(inode, i_sb, s_dev) };
		if (bpf_map_lookup_elem(&muted, &here))
			scratch->walk.muted = 1;
	}
	struct dentry *parent = GET(dentry, d_parent);
	long length = bpf_probe_read_kernel_str(scratch->text + at, NAME_BYTES, GET(dentry, d_name.name));
	if (length <= 0)
		return 1;
	scratch->used = at + length;
	if (parent == dentry) {
		scratch->walk.flags = (scratch->walk.flags & ~PATH_CUT) | PATH_FLOATING;
		return 1;
	}
	scratch->walk.dentry = parent;
	return scratch->used - scratch->walk.from > STRING_BYTES;
}

/* The path of a file as the current process sees it, in parts behind the text; how many bytes were added. */
__noinline int walk_path(struct scratch *scratch)
{
	if (!scratch)
		return 0;
	struct path *path = scratch->walk.path, *root = scratch->walk.limit;
	struct dentry *dentry = GET(path, dentry), *top;
	struct vfsmount *mount = GET(path, mnt);
	__u32 from = end_of(scratch);

	if (!dentry || !mount || scratch->used >= TEXT_BYTES)
		return 0;
	top = GET(mount, mnt_root);
	scratch->walk.flags = PATH_CUT;
	if (!GET(dentry, d_hash.pprev) && dentry != top && dentry != GET(dentry, d_parent))
		scratch->walk.flags |= PATH_DELETED;
	scratch->walk.dentry = dentry;
	scratch->walk.mount = mount;
	scratch->walk.top = top;
	scratch->walk.root = GET(root, dentry);
	scratch->walk.root_mount = GET(root, mnt);
	scratch->walk.from = from;
	scratch->used = from + 1;
	for (int i = 0; i < COMPONENTS; i++)
		if (step(scratch))
			break;
	scratch->text[from] = scratch->walk.flags;
	return scratch->used - from;
}

static __always_inline __u32 tell_path(struct scratch *scratch, struct path *path, struct path *root)
{
	scratch->walk.path = path;
	scratch->walk.limit = root;
	return walk_path(scratch);
}

static __always_inline __u8 layer_of(struct inode *inode)
{
	if (GET(inode, i_sb, s_magic) != OVERLAYFS)
		return 0;
	/* Behind its inode overlayfs keeps the entry of the upper layer, if there is one. */
	void *upper = NULL;
	bpf_probe_read_kernel(&upper, sizeof(upper), (void *)inode + bpf_core_type_size(struct inode));
	return upper ? 1 : 2;
}

static __always_inline void tell_file(struct file_facts *facts, struct file *file)
{
	struct inode *inode = GET(file, f_inode);

	facts->inode = GET(inode, i_ino);
	facts->device = GET(inode, i_sb, s_dev);
	facts->mode = GET(inode, i_mode);
	facts->open_flags = GET(file, f_flags);
	facts->created = (GET(file, f_mode) & FMODE_CREATED) != 0;
	facts->layer = layer_of(inode);
	facts->unused = 0;
}

static __always_inline struct file *file_of(struct task_struct *task, __s32 descriptor)
{
	struct fdtable *table = GET(task, files, fdt);
	struct file **all = GET(table, fd), *file = NULL;

	if (descriptor < 0 || (__u32)descriptor >= GET(table, max_fds))
		return NULL;
	bpf_probe_read_kernel(&file, sizeof(file), all + descriptor);
	return file;
}

/* Name of a Unix socket. */
static __always_inline void unix_name(struct socket_facts *facts, struct sock *sock)
{
	struct unix_address *address = GET((struct unix_sock *)sock, addr);
	__u64 length = address ? (__u32)GET(address, len) : 0;

	if (length <= 2)
		return;
	length -= 2;
	asm volatile("" : "+r"(length));
	if (length > sizeof(facts->path))
		length = sizeof(facts->path);
	if (!bpf_probe_read_kernel(facts->path, length, STRUCT(address, struct unix_address, name) + 2))
		facts->path_length = length;
}

static __always_inline bool tell_socket(struct socket_facts *facts, struct file *file)
{
	if (!file || (GET(file, f_inode, i_mode) & S_IFMT) != S_IFSOCK)
		return false;
	struct socket *socket = GET(file, private_data);
	struct sock *sock = GET(socket, sk);
	if (!sock)
		return false;
	__builtin_memset(facts, 0, sizeof(*facts));
	facts->family = GET(sock, __sk_common.skc_family);
	facts->type = GET(socket, type);
	facts->protocol = GET(sock, sk_protocol);
	facts->own = (__u64)sock;
	if (facts->family == AF_INET || facts->family == AF_INET6) {
		facts->local_port = GET(sock, __sk_common.skc_num);
		facts->remote_port = __builtin_bswap16(GET(sock, __sk_common.skc_dport));
	}
	if (facts->family == AF_INET) {
		*(__u32 *)facts->local = GET(sock, __sk_common.skc_rcv_saddr);
		*(__u32 *)facts->remote = GET(sock, __sk_common.skc_daddr);
	} else if (facts->family == AF_INET6) {
		bpf_probe_read_kernel(facts->local, 16, STRUCT(sock, struct sock, __sk_common.skc_v6_rcv_saddr));
		bpf_probe_read_kernel(facts->remote, 16, STRUCT(sock, struct sock, __sk_common.skc_v6_daddr));
	} else if (facts->family == AF_UNIX) {
		struct sock *peer = GET((struct unix_sock *)sock, peer);
		facts->peer = (__u64)peer;
		unix_name(facts, sock);
		if (!facts->path_length && peer)
			unix_name(facts, peer);
	}
	return true;
}

/* Reads what lies at an address that a call was given; the number of bytes. */
static __always_inline long read_user(struct scratch *scratch, __u64 size, __u64 most, __u64 address)
{
	if (size > most)
		size = most;
	asm volatile("" : "+r"(size));
	if (!address || !size || size > ADDRESS_BYTES)
		return 0;
	return bpf_probe_read_user(scratch->text + end_of(scratch), size, (void *)address) ? -1 : (long)size;
}

/* struct msghdr of 64-bit programs. */
struct message {
	__u64 name;
	__u32 length, unused;
};

/* One part of the text, by the wish that asks for it; its length. */
__noinline int read_part(struct scratch *scratch, struct wish *wish, __u32 part)
{
	if (!scratch || !wish || scratch->used >= TEXT_BYTES)
		return 0;
	part &= PARTS - 1;
	asm volatile("" : "+r"(part));
	part &= PARTS - 1;
	struct task_struct *task = (void *)bpf_get_current_task();
	__u32 what = wish->read[part].what, from = wish->read[part].argument;
	__u64 value = from < 6 ? scratch->args[from] : (__u64)scratch->result;
	__u32 at = end_of(scratch);
	long length = 0;

	switch (what) {
	case READ_STRING:
		length = value ? bpf_probe_read_user_str(scratch->text + at, STRING_BYTES, (void *)value) : 0;
		break;
	case READ_BYTES:
		length = read_user(scratch, wish->read[part].size, ADDRESS_BYTES, value);
		break;
	case READ_DATA:
		length = read_user(scratch, scratch->result < 0 ? 0 : scratch->result, DATA_BYTES, value);
		break;
	case READ_ADDRESS:
		length = read_user(scratch, from < 5 ? (__u32)scratch->args[from + 1] : 0, ADDRESS_BYTES, value);
		break;
	case READ_MESSAGE: {
		struct message message = {};
		if (scratch->marks & MARK_COMPAT || bpf_probe_read_user(&message, sizeof(message), (void *)value))
			return 0;
		length = read_user(scratch, message.length, ADDRESS_BYTES, message.name);
		break;
	}
	case READ_FILE: {
		struct file *file = (__s64)value < 0 ? NULL : file_of(task, value);
		if (!file)
			return 0;
		tell_file((void *)(scratch->text + at), file);
		scratch->used = at + sizeof(struct file_facts);
		return sizeof(struct file_facts) + tell_path(scratch, STRUCT(file, struct file, f_path),
							     STRUCT(GET(task, fs), struct fs_struct, root));
	}
	case READ_SOCKET: {
		struct file *file = (__s64)value < 0 ? NULL : file_of(task, value);
		if (tell_socket((void *)(scratch->text + at), file))
			length = sizeof(struct socket_facts);
		break;
	}
	case READ_PLACE: {
		struct fs_struct *place = GET(task, fs);
		return tell_path(scratch, STRUCT(place, struct fs_struct, pwd), STRUCT(place, struct fs_struct, root));
	}
	}
	if (length < 0)
		scratch->marks |= MARK_UNREAD;
	if (length <= 0)
		return 0;
	if (what == READ_STRING && length == STRING_BYTES)
		scratch->marks |= MARK_CUT;
	scratch->used = at + length;
	return length;
}

static __always_inline bool mutes_paths(void)
{
	__u32 zero = 0;
	struct config *config = bpf_map_lookup_elem(&settings, &zero);

	return config && config->muted_paths;
}

static __always_inline bool passes(struct wish *wish, struct scratch *call)
{
	switch (wish->only) {
	case ONLY_DONE:
		return call->result >= 0;
	case ONLY_FAILED:
		return call->result < 0;
	case ONLY_DUPLICATES:
		return call->args[1] == F_DUPFD || call->args[1] == F_DUPFD_CLOEXEC;
	case ONLY_RENAMES:
		return call->args[0] == PR_SET_NAME;
	default:
		return true;
	}
}

static __always_inline __u32 call_number(struct pt_regs *regs, struct task_struct *task, bool *compat)
{
#ifdef __TARGET_ARCH_x86
	*compat = (GET(task, thread_info.status) & TS_COMPAT) != 0;
	return (__u32)GET(regs, orig_ax) & ~0x40000000u;
#else
	*compat = (GET(task, thread_info.flags) & (1ul << 22)) != 0;
	return GET(regs, syscallno);
#endif
}

static __always_inline void read_arguments(struct pt_regs *regs, __u64 args[6], bool compat)
{
#ifdef __TARGET_ARCH_x86
	if (compat) {
		args[0] = (__u32)GET(regs, bx);
		args[1] = (__u32)GET(regs, cx);
		args[2] = (__u32)GET(regs, dx);
		args[3] = (__u32)GET(regs, si);
		args[4] = (__u32)GET(regs, di);
		args[5] = (__u32)GET(regs, bp);
		return;
	}
	args[0] = GET(regs, di);
	args[1] = GET(regs, si);
	args[2] = GET(regs, dx);
	args[3] = GET(regs, r10);
	args[4] = GET(regs, r8);
	args[5] = GET(regs, r9);
#else
	void *all = STRUCT(regs, struct pt_regs, regs);
	args[0] = GET(regs, orig_x0);
	bpf_probe_read_kernel(args + 1, 5 * 8, all + 8);
#endif
}

/* One call of 32-bit programs stands for many: which, and where its arguments lie. */
#define I386_SOCKETCALL 102
static __always_inline struct wish *unpack_socketcall(__u64 args[6])
{
	__u32 given[6] = {}, place = SOCKETCALL + (args[0] & 31);

	if (place >= WISHES || bpf_probe_read_user(given, sizeof(given), (void *)args[1]))
		return NULL;
	for (int i = 0; i < 6; i++)
		args[i] = given[i];
	return bpf_map_lookup_elem(&wishes, &place);
}

SEC("tp_btf/sys_exit")
int on_call(__u64 *arguments)
{
	struct pt_regs *regs = (void *)arguments[0];
	struct task_struct *task = (void *)bpf_get_current_task();
	__u32 place;
	bool compat = false;

	place = call_number(regs, task, &compat);
	if (place >= CALL_NUMBERS)
		return 0;
	bool packed = compat && place == I386_SOCKETCALL;
	if (compat)
		place += COMPAT;
	struct wish *wish = bpf_map_lookup_elem(&wishes, &place);
	if (!wish || !wish->on)
		return 0;
	struct scratch *scratch = take_scratch(&call_scratch);
	if (!scratch)
		return 0;
	read_arguments(regs, scratch->args, compat);
	if (packed) {
		wish = unpack_socketcall(scratch->args);
		if (!wish || !wish->on)
			return 0;
	}
	scratch->result = compat ? (__s32)arguments[1] : (__s64)arguments[1];
	if (scratch->result <= -RESTARTED && scratch->result >= -RESTARTED - 4)
		scratch->result = -EINTR;
	if (!passes(wish, scratch) || !watched(bpf_get_current_pid_tgid() >> 32))
		return 0;
	struct told_call *call = FIXED(scratch, struct told_call);
	begin(&call->head, task, wish->row);
	if (compat)
		scratch->marks = MARK_COMPAT;
	scratch->walk.looks = mutes_paths();
	if (wish->parts > 0)
		call->head.length[0] = read_part(scratch, wish, 0);
	if (wish->parts > 1)
		call->head.length[1] = read_part(scratch, wish, 1);
	if (wish->parts > 2)
		call->head.length[2] = read_part(scratch, wish, 2);
	if (wish->parts > 3)
		call->head.length[3] = read_part(scratch, wish, 3);
	if (scratch->walk.muted)
		return 0;
	call->head.marks = scratch->marks;
	__builtin_memcpy(call->args, scratch->args, sizeof(call->args));
	call->result = scratch->result;
	switch (wish->ring) {
	case RING_PROCESSES:
		tell_all(&processes, scratch, sizeof(*call), wish->row);
		break;
	case RING_CALLS:
		tell_all(&calls, scratch, sizeof(*call), wish->row);
		break;
	default:
		tell_all(&files, scratch, sizeof(*call), wish->row);
	}
	return 0;
}

/*
 * Calls through io_uring: kept when they are submitted, told when they complete. What asks for no word of success is told at once, without a result. As
 * there may be more under way than are kept, one that is not found is told without its name.
 */
#define IORING_OP_CONNECT 16
#define IORING_OP_OPENAT 18
#define IORING_OP_OPENAT2 28
#define SKIPS_SUCCESS (1 << 6)
#define URING_TEXT 512

struct submitted {
	struct told_call call;
	char text[URING_TEXT];
};
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, __u64);
	__type(value, struct submitted);
} submissions SEC(".maps");
SCRATCH(submit_scratch);
SCRATCH(complete_scratch);

static __always_inline void tell_uring(struct scratch *scratch, struct told_call *call)
{
	call->head.marks |= scratch->marks;
	if (call->head.row == constants.open_row)
		tell_all(&files, scratch, sizeof(*call), constants.open_row);
	else
		tell_all(&calls, scratch, sizeof(*call), constants.connect_row);
}

SEC("tp_btf/io_uring_submit_req")
int on_submit(__u64 *arguments)
{
	struct io_kiocb *request = (void *)arguments[0];
	__u8 opcode = GET(request, opcode);
	bool opens = opcode == IORING_OP_OPENAT || opcode == IORING_OP_OPENAT2;
	__u64 key = (__u64)request;

	if ((!opens && opcode != IORING_OP_CONNECT) || !(opens ? constants.open_row : constants.connect_row))
		return 0;
	struct task_struct *task = (void *)bpf_get_current_task();
	struct scratch *scratch = take_scratch(&submit_scratch);
	if (!scratch || !watched(bpf_get_current_pid_tgid() >> 32))
		return 0;
	struct submitted *kept = (void *)(scratch->text - sizeof(struct told_call));
	struct told_call *call = &kept->call;
	__builtin_memset(call, 0, sizeof(*call));
	begin(&call->head, task, opens ? constants.open_row : constants.connect_row);
	call->head.marks = MARK_URING;
	if (opens) {
		struct io_open *open = (void *)request;
		call->args[0] = GET(open, dfd);
		call->args[2] = GET(open, how.flags);
		call->args[3] = GET(open, how.mode);
		long length = bpf_probe_read_kernel_str(scratch->text, URING_TEXT, GET(open, filename, name));
		scratch->used = length > 0 ? length : 0;
		if (length <= 0)
			call->head.marks |= MARK_UNREAD;
		if (length == URING_TEXT)
			call->head.marks |= MARK_CUT;
	} else {
		struct io_connect *connect = (void *)request;
		call->args[0] = GET(request, cqe.fd);
		long length = read_user(scratch, (__u32)GET(connect, addr_len), ADDRESS_BYTES, (__u64)GET(connect, addr));
		scratch->used = length > 0 ? length : 0;
		if (length < 0)
			call->head.marks |= MARK_UNREAD;
	}
	call->head.length[0] = scratch->used;
	if (GET(request, flags) & SKIPS_SUCCESS) {
		call->head.without_result = 1;
		tell_uring(scratch, call);
		return 0;
	}
	bpf_map_update_elem(&submissions, &key, kept, BPF_ANY);
	return 0;
}

SEC("tp_btf/io_uring_complete")
int on_complete(__u64 *arguments)
{
	struct io_kiocb *request = (void *)arguments[1];
	__u64 key = (__u64)request;
	struct submitted *kept = bpf_map_lookup_elem(&submissions, &key);

	if (!kept)
		return 0;
	struct task_struct *task = (void *)bpf_get_current_task();
	struct scratch *scratch = take_scratch(&complete_scratch);
	if (!scratch)
		return 0;
	struct told_call *call = FIXED(scratch, struct told_call);
	__builtin_memcpy(call, kept, sizeof(*kept));
	scratch->used = call->head.length[0] & (URING_TEXT - 1);
	call->head.time = bpf_ktime_get_ns();
	call->result = constants.completes_with_entry ? GET((struct io_uring_cqe *)arguments[2], res) : (__s32)arguments[3];
	__u32 at = end_of(scratch);
	scratch->walk.looks = mutes_paths();
	if (call->head.row == constants.open_row) {
		struct file *file = call->result >= 0 && GET(task, tgid) == (int)call->head.pid ? file_of(task, call->result) : NULL;
		if (file) {
			tell_file((void *)(scratch->text + at), file);
			scratch->used = at + sizeof(struct file_facts);
			call->head.length[1] = sizeof(struct file_facts) + tell_path(scratch, STRUCT(file, struct file, f_path),
										     STRUCT(GET(task, fs), struct fs_struct, root));
		}
	} else if (tell_socket((void *)(scratch->text + at), GET(request, file))) {
		call->head.length[1] = sizeof(struct socket_facts);
		scratch->used = at + sizeof(struct socket_facts);
	}
	if (!scratch->walk.muted)
		tell_uring(scratch, call);
	bpf_map_delete_elem(&submissions, &key);
	return 0;
}

static __always_inline __u32 id_of(struct pid *pid, bool inside)
{
	int number = 0;
	__u32 level = inside ? GET(pid, level) : 0;

	bpf_probe_read_kernel(&number, sizeof(number), STRUCT(pid, struct pid, numbers) + level * bpf_core_type_size(struct upid));
	return number;
}

static __always_inline struct pid *group_of(struct signal_struct *signal, int type)
{
	struct pid *pid = NULL;

	bpf_probe_read_kernel(&pid, sizeof(pid), STRUCT(signal, struct signal_struct, pids) + type * sizeof(pid));
	return pid;
}

static __always_inline __u32 terminal_of(struct signal_struct *signal)
{
	struct tty_struct *tty = GET(signal, tty);

	if (!tty)
		return 0;
	struct tty_driver *driver = GET(tty, driver);
	__u32 minor = GET(driver, minor_start) + GET(tty, index);
	return (minor & 0xff) | (__u32)GET(driver, major) << 8 | (minor & ~0xffu) << 12;
}

static __always_inline __u64 capabilities(struct cred *cred, __u64 offset)
{
	__u64 set = 0;

	bpf_probe_read_kernel(&set, sizeof(set), (void *)cred + offset);
	return set;
}

/* The members that a new process and one that executes have in common. */
static __always_inline void tell_process(struct told_process *told, struct task_struct *task)
{
	struct signal_struct *signal = GET(task, signal);
	struct cred *cred = GET(task, cred);
	struct pid *group = group_of(signal, PIDTYPE_PGID);

	told->parent = GET(task, real_parent, tgid);
	told->pgid = id_of(group, false);
	told->in_namespace_pgid = id_of(group, true);
	told->sid = id_of(group_of(signal, PIDTYPE_SID), false);
	told->uid = GET(cred, euid.val);
	told->gid = GET(cred, egid.val);
	told->login = bpf_core_field_exists(struct task_struct, loginuid) ? GET(task, loginuid.val) : ~0u;
	told->tty = terminal_of(signal);
	told->in_namespace_tid = id_of(GET(task, thread_pid), true);
	told->in_namespace_pid = id_of(GET(task, group_leader, thread_pid), true);
	told->before = told->shared = 0;
	told->fd_limit = 0;
	bpf_probe_read_kernel(&told->fd_limit, 8, STRUCT(signal, struct signal_struct, rlim) + RLIMIT_NOFILE * 16);
	told->major_faults = GET(task, maj_flt);
	told->minor_faults = GET(task, min_flt);
	told->memory = GET(task, mm, total_vm);
	told->inheritable = capabilities(cred, bpf_core_field_offset(struct cred, cap_inheritable));
	told->permitted = capabilities(cred, bpf_core_field_offset(struct cred, cap_permitted));
	told->effective = capabilities(cred, bpf_core_field_offset(struct cred, cap_effective));
	bpf_probe_read_kernel(told->comm, sizeof(told->comm), STRUCT(task, struct task_struct, comm));
	__builtin_memset(told->parts, 0, sizeof(told->parts));
	__builtin_memset(&told->exe, 0, sizeof(told->exe));
	told->exe_changed = told->exe_modified = 0;
	told->exe_uid = told->exe_gid = 0;
}

static __always_inline void tell_times(struct told_process *told, struct inode *inode)
{
	struct inode___between *between = (void *)inode;
	struct inode___before *before = (void *)inode;

	if (bpf_core_field_exists(inode->i_ctime_sec)) {
		told->exe_changed = GET(inode, i_ctime_sec) * 1000000000ull + GET(inode, i_ctime_nsec);
		told->exe_modified = GET(inode, i_mtime_sec) * 1000000000ull + GET(inode, i_mtime_nsec);
	} else if (bpf_core_field_exists(between->__i_ctime)) {
		told->exe_changed = GET(between, __i_ctime.tv_sec) * 1000000000ull + GET(between, __i_ctime.tv_nsec);
		told->exe_modified = GET(between, __i_mtime.tv_sec) * 1000000000ull + GET(between, __i_mtime.tv_nsec);
	} else if (bpf_core_field_exists(before->i_ctime)) {
		told->exe_changed = GET(before, i_ctime.tv_sec) * 1000000000ull + GET(before, i_ctime.tv_nsec);
		told->exe_modified = GET(before, i_mtime.tv_sec) * 1000000000ull + GET(before, i_mtime.tv_nsec);
	}
}

/* Strings that lie behind one another in the memory of a program; their bytes. */
static __always_inline __u32 read_strings(struct scratch *scratch, __u64 from, __u64 to, __u64 most)
{
	__u64 size = to - from;
	__u32 at = end_of(scratch);

	if (to <= from)
		return 0;
	if (size >= most) {
		size = most - 1;
		scratch->marks |= MARK_CUT;
	}
	if (scratch->used >= TEXT_BYTES) {
		scratch->marks |= MARK_CUT;
		return 0;
	}
	asm volatile("" : "+r"(size));
	size &= most - 1;
	if (bpf_probe_read_user(scratch->text + at, size, (void *)from)) {
		scratch->marks |= MARK_UNREAD;
		return 0;
	}
	scratch->used = at + size;
	return size;
}

static __always_inline struct kernfs_node *parent_of(struct kernfs_node *node)
{
	struct kernfs_node___before *before = (void *)node;

	return bpf_core_field_exists(node->__parent) ? GET(node, __parent) : GET(before, parent);
}

/* Where only a hierarchy of version 1 tells processes apart: the path in that of `pids`, in parts. */
__noinline int tell_old_cgroup(struct scratch *scratch)
{
	if (!scratch || !bpf_core_enum_value_exists(enum cgroup_subsys_id, pids_cgrp_id))
		return 0;
	struct task_struct *task = (void *)bpf_get_current_task();
	struct css_set *set = GET(task, cgroups);
	struct cgroup *unified = GET(set, dfl_cgrp), *old;
	struct cgroup_subsys_state *state = NULL;
	__u32 from = scratch->used;

	bpf_probe_read_kernel(&state, sizeof(state),
			      STRUCT(set, struct css_set, subsys) + bpf_core_enum_value(enum cgroup_subsys_id, pids_cgrp_id) * sizeof(void *));
	old = GET(state, cgroup);
	if (!old || GET(old, root) == GET(unified, root))
		return 0;
	struct kernfs_node *node = GET(old, kn);
	for (int i = 0; i < ANCESTORS && scratch->used < TEXT_BYTES; i++) {
		struct kernfs_node *parent = parent_of(node);
		__u32 at = end_of(scratch);
		if (!parent)
			break;
		long length = bpf_probe_read_kernel_str(scratch->text + at, NAME_BYTES, GET(node, name));
		if (length <= 0)
			break;
		scratch->used = at + length;
		node = parent;
	}
	return scratch->used - from;
}

SEC("tp_btf/sched_process_exec")
int on_exec(__u64 *arguments)
{
	struct task_struct *task = (void *)arguments[0];
	struct linux_binprm *program = (void *)arguments[2];
	struct scratch *scratch = take_scratch(&exec_scratch);

	if (!scratch || !watched(bpf_get_current_pid_tgid() >> 32))
		return 0;
	struct told_process *told = FIXED(scratch, struct told_process);
	struct mm_struct *memory = GET(task, mm);
	struct file *file = GET(memory, exe_file);
	struct fs_struct *place = GET(task, fs);
	struct path *root = STRUCT(place, struct fs_struct, root);

	begin(&told->head, task, ROW_EXEC);
	tell_process(told, task);
	told->before = arguments[1];
	tell_file(&told->exe, file);
	tell_times(told, GET(file, f_inode));
	told->exe_uid = GET(file, f_inode, i_uid.val);
	told->exe_gid = GET(file, f_inode, i_gid.val);
	/* Which of the two calls it was: only execveat names a file by descriptor. */
	told->shared = bpf_core_field_exists(program->fdpath) && GET(program, fdpath);

	/* Short ones first: they all fit, and what is left is for arguments and environment. */
	told->parts[PART_EXE] = tell_path(scratch, STRUCT(file, struct file, f_path), root);
	told->parts[PART_CWD] = tell_path(scratch, STRUCT(place, struct fs_struct, pwd), root);
	__u32 at = end_of(scratch);
	long length = bpf_probe_read_kernel_str(scratch->text + at, STRING_BYTES, GET(program, filename));
	if (length > 0) {
		told->parts[PART_NAME] = length;
		scratch->used = at + length;
	}
	told->parts[PART_CGROUP] = tell_old_cgroup(scratch);
	told->parts[PART_ARGS] = read_strings(scratch, GET(memory, arg_start), GET(memory, arg_end), ARGS_BYTES);
	/* Where little room is left it is for what was executed, with its words. */
	if (bpf_ringbuf_query(&processes, BPF_RB_AVAIL_DATA) > bpf_ringbuf_query(&processes, BPF_RB_RING_SIZE) / 2)
		scratch->marks |= MARK_CUT;
	else
		told->parts[PART_ENV] = read_strings(scratch, GET(memory, env_start), GET(memory, env_end), ENV_BYTES);
	told->head.marks = scratch->marks | MARK_KERNEL;
	tell_all(&processes, scratch, sizeof(*told), ROW_EXEC);
	return 0;
}

#define DIFFER(a, b, member) (GET(a, nsproxy, member) != GET(b, nsproxy, member))

SEC("tp_btf/sched_process_fork")
int on_fork(__u64 *arguments)
{
	struct task_struct *parent = (void *)arguments[0], *child = (void *)arguments[1];
	struct scratch *scratch = take_scratch(&fork_scratch);

	if (!scratch || !watched(bpf_get_current_pid_tgid() >> 32) || GET(child, flags) & PF_KTHREAD)
		return 0;
	struct told_process *told = FIXED(scratch, struct told_process);
	__u32 shared = 0;

	begin(&told->head, child, ROW_FORK);
	/* It may begin in another control group than its parent's. */
	told->head.cgroup = GET(child, cgroups, dfl_cgrp, kn, id);
	tell_process(told, child);
	if (GET(parent, files) == GET(child, files))
		shared |= SHARES_FILES;
	if (GET(parent, fs) == GET(child, fs))
		shared |= SHARES_PLACE;
	if (GET(parent, mm) == GET(child, mm))
		shared |= SHARES_MEMORY;
	if (GET(parent, tgid) == GET(child, tgid))
		shared |= SHARES_GROUP;
	if (GET(parent, thread_pid, level) != GET(child, thread_pid, level))
		shared |= NEW_PIDS;
	if (DIFFER(parent, child, mnt_ns))
		shared |= NEW_MOUNTS;
	if (DIFFER(parent, child, net_ns))
		shared |= NEW_NET;
	if (DIFFER(parent, child, ipc_ns))
		shared |= NEW_IPC;
	if (DIFFER(parent, child, uts_ns))
		shared |= NEW_NAMES;
	if (DIFFER(parent, child, cgroup_ns))
		shared |= NEW_CGROUPS;
	told->shared = shared;
	tell(&processes, told, sizeof(*told), ROW_FORK);
	return 0;
}

/*
 * The process that the children of this one go to when it ends, as the kernel will choose it: the nearest ancestor in the same pid namespace that has asked
 * for orphans and lives, else the first process of the namespace. 0 when that is the one that ends (all others go with it), or none within sight.
 */
static __always_inline __u32 reaper_of(struct task_struct *task)
{
	struct pid *own = GET(task, thread_pid);
	__u32 level = GET(own, level), process = GET(task, tgid);
	struct pid_namespace *names = NULL;
	struct task_struct *at = GET(task, real_parent);

	bpf_probe_read_kernel(&names, sizeof(names), STRUCT(own, struct pid, numbers) + level * bpf_core_type_size(struct upid) +
							     bpf_core_field_offset(struct upid, ns));
	__u32 first = GET(names, child_reaper, tgid);
	if (first == process)
		return 0;
	struct signal_struct *signal = GET(task, signal);
	if (!BPF_CORE_READ_BITFIELD_PROBED(signal, has_child_subreaper))
		return first;
	for (int i = 0; i < MAX_GENERATIONS; i++) {
		signal = GET(at, signal);
		if (GET(at, thread_pid, level) != level || !GET(at, tgid))
			return first;
		if (BPF_CORE_READ_BITFIELD_PROBED(signal, is_child_subreaper) && GET(signal, live.counter) > 0)
			return GET(at, tgid);
		at = GET(at, real_parent);
	}
	return 0;
}

SEC("tp_btf/sched_process_exit")
int on_end(__u64 *arguments)
{
	struct task_struct *task = (void *)arguments[0];
	struct signal_struct *signal = GET(task, signal);
	struct told_end told = {};

	if (!watched(bpf_get_current_pid_tgid() >> 32))
		return 0;
	told.last = GET(signal, live.counter) <= 0;
	begin(&told.head, task, ROW_END);
	/* A process ends with its last thread; a leader that goes before the others is not told yet. */
	if (!told.last && told.head.pid == told.head.tid)
		return 0;
	told.code = GET(signal, group_exit_code);
	if (!told.code)
		told.code = GET(task, exit_code);
	if (told.last)
		told.reaper = reaper_of(task);
	tell(&processes, &told, sizeof(told), ROW_END);
	return 0;
}

/* A new control group, with its path, before any process can be in it. */
SEC("tp_btf/cgroup_mkdir")
int on_cgroup(__u64 *arguments)
{
	struct cgroup *cgroup = (void *)arguments[0];
	struct scratch *scratch = take_scratch(&cgroup_scratch);

	/* The unified hierarchy has the number zero. */
	if (!scratch || GET(cgroup, root, hierarchy_id))
		return 0;
	struct told_cgroup *told = FIXED(scratch, struct told_cgroup);
	begin(&told->head, (void *)bpf_get_current_task(), ROW_CGROUP);
	told->id = GET(cgroup, kn, id);
	long length = bpf_probe_read_kernel_str(scratch->text, STRING_BYTES, (void *)arguments[1]);
	if (length <= 0)
		return 0;
	told->head.length[0] = length;
	scratch->used = length;
	tell_all(&processes, scratch, sizeof(*told), ROW_CGROUP);
	return 0;
}

/* What is there when the watch begins: one entry for each process, and for each of its descriptors. */
static __always_inline void write_entry(struct seq_file *to, struct scratch *scratch, __u64 fixed, __u32 *size)
{
	__u64 used = scratch->used;

	asm volatile("" : "+r"(used));
	if (used > TEXT_BYTES)
		return;
	*size = fixed + used;
	bpf_seq_write(to, scratch->text - fixed, fixed + used);
}

SEC("iter/task")
int each_task(struct bpf_iter__task *context)
{
	struct task_struct *task = (void *)context->task;
	struct scratch *scratch = take_scratch(&entry_scratch);

	if (!task || !scratch || GET(task, flags) & PF_KTHREAD || GET(task, pid) != GET(task, tgid))
		return 0;
	struct told_task *told = FIXED(scratch, struct told_task);
	struct signal_struct *signal = GET(task, signal);
	struct cred *cred = GET(task, cred);
	struct fs_struct *place = GET(task, fs), *own = GET((struct task_struct *)bpf_get_current_task(), fs);
	struct mm_struct *memory = GET(task, mm);

	__builtin_memset(told, 0, sizeof(*told));
	told->pid = GET(task, tgid);
	told->parent = GET(task, real_parent, tgid);
	told->pgid = id_of(group_of(signal, PIDTYPE_PGID), false);
	told->sid = id_of(group_of(signal, PIDTYPE_SID), false);
	told->uid = GET(cred, euid.val);
	told->gid = GET(cred, egid.val);
	told->login = bpf_core_field_exists(struct task_struct, loginuid) ? GET(task, loginuid.val) : ~0u;
	told->tty = terminal_of(signal);
	told->start = GET(task, start_boottime);
	told->cgroup = GET(task, cgroups, dfl_cgrp, kn, id);
	told->inheritable = capabilities(cred, bpf_core_field_offset(struct cred, cap_inheritable));
	told->permitted = capabilities(cred, bpf_core_field_offset(struct cred, cap_permitted));
	told->effective = capabilities(cred, bpf_core_field_offset(struct cred, cap_effective));
	bpf_probe_read_kernel(told->comm, sizeof(told->comm), STRUCT(task, struct task_struct, comm));
	struct file *file = memory ? GET(memory, exe_file) : NULL;
	if (file) {
		tell_file(&told->exe, file);
		told->exe_uid = GET(file, f_inode, i_uid.val);
		told->exe_gid = GET(file, f_inode, i_gid.val);
	}
	if (file && place)
		told->parts[0] = tell_path(scratch, STRUCT(file, struct file, f_path), STRUCT(place, struct fs_struct, root));
	if (place) {
		told->parts[1] = tell_path(scratch, STRUCT(place, struct fs_struct, pwd), STRUCT(place, struct fs_struct, root));
		told->parts[2] = tell_path(scratch, STRUCT(place, struct fs_struct, root), STRUCT(own, struct fs_struct, root));
	}
	write_entry(context->meta->seq, scratch, sizeof(*told), &told->size);
	return 0;
}

SEC("iter/task_file")
int each_descriptor(struct bpf_iter__task_file *context)
{
	struct task_struct *task = (void *)context->task;
	struct file *file = (void *)context->file;
	struct scratch *scratch = take_scratch(&entry_scratch);

	if (!task || !file || !scratch || GET(task, pid) != GET(task, tgid))
		return 0;
	struct told_descriptor *told = FIXED(scratch, struct told_descriptor);
	struct fs_struct *place = GET(task, fs);

	__builtin_memset(told, 0, sizeof(*told));
	told->pid = GET(task, tgid);
	told->descriptor = context->fd;
	tell_file(&told->file, file);
	told->is_socket = tell_socket(&told->socket, file);
	if (!told->is_socket && place)
		told->path = tell_path(scratch, STRUCT(file, struct file, f_path), STRUCT(place, struct fs_struct, root));
	write_entry(context->meta->seq, scratch, sizeof(*told), &told->size);
	return 0;
}
