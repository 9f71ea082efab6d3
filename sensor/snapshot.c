/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is there when the watch begins. Processes and descriptors come from the kernel's own lists (BPF iterators); arguments, environment and mappings,
 * which lie in the memory of each process, from /proc. Runs before privileges are laid down, and after everything is attached: what happens meanwhile
 * is told behind it.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>
#include "calls.h"
#include "loader.h"
#include "values.h"

#define MOST_BYTES (256u << 20) /* of all entries of one kind */
#define STRINGS_BYTES 4096
#define PF_KTHREAD 0x200000
#define MAX_MAPPED 512 /* files of one process */

/* Numbers of kinds of descriptors in captures (src/phases/4-run/sources/scap/descriptor-kinds.ts). */
enum { KIND_DIRECTORY = 2, KIND_IPV4 = 3, KIND_IPV6 = 4, KIND_IPV4_SERVER = 5, KIND_IPV6_SERVER = 6, KIND_PIPE = 7, KIND_UNIX = 8, KIND_EVENT = 9,
       KIND_OTHER = 10, KIND_SIGNAL = 11, KIND_POLL = 12, KIND_INOTIFY = 13, KIND_TIMER = 14, KIND_NETLINK = 15, KIND_FILE = 16, KIND_BPF = 17,
       KIND_FAULT = 18, KIND_URING = 19, KIND_MEMORY = 20, KIND_PROCESS = 21 };

static __u32 processes, descriptors, not_read;

/* Which processes were told: a bit each. */
#define MOST_PIDS (4u << 20) /* PID_MAX_LIMIT */
static __u8 *seen;

/* All that an iterator writes; NULL when it cannot be had. What is not all of it counts as one that was not read. */
static char *read_all(const char *iterator, size_t *size)
{
	int from = iterate(iterator);
	size_t room = 1u << 20, used = 0;
	char *all = from < 0 ? NULL : malloc(room);

	bool whole = false;
	*size = 0;
	while (all && !whole && used < room) {
		ssize_t got = read(from, all + used, room - used);
		if (got < 0 && errno != EINTR && errno != EAGAIN)
			break;
		whole = got == 0;
		used += got > 0 ? got : 0;
		if (room - used < 65536 && room < MOST_BYTES) {
			char *more = realloc(all, room * 2);
			if (!more)
				break;
			all = more;
			room *= 2;
		}
	}
	if (from >= 0)
		close(from);
	not_read += !whole;
	*size = used;
	return all;
}

static size_t read_file(__u32 pid, const char *name, char *to, size_t size)
{
	char path[64];
	size_t done = 0;

	snprintf(path, sizeof(path), "/proc/%u/%s", pid, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	for (ssize_t got; done < size && (got = read(fd, to + done, size - done)) > 0;)
		done += got;
	close(fd);
	return done;
}

static void put_path(const char *parts, size_t length, bool whole_only)
{
	char text[PATH_BYTES + 2];
	unsigned flags;
	size_t size = path_text(parts, length, text, sizeof(text), &flags);

	put_string(text, whole_only && flags & PATH_CUT ? 0 : size);
}

static __u32 flags_of(const struct told_task *task, const char *exe, size_t length)
{
	char text[PATH_BYTES + 2];
	unsigned flags;
	size_t size = path_text(exe, length, text, sizeof(text), &flags);
	bool owner = task->uid == task->exe_uid, group = task->gid == task->exe_gid;
	__u32 result = task->exe.layer == 1 ? 2 : task->exe.layer == 2 ? 8 : 0;

	/* CAP_DAC_OVERRIDE */
	if (task->effective & 2 || task->exe.mode & (owner ? S_IWUSR : group ? S_IWGRP : S_IWOTH))
		result |= 1;
	if (flags & PATH_FLOATING && size > 6 && !memcmp(text, "memfd:", 6))
		result |= 4;
	return result;
}

/* Code that is mapped, each file once. */
static void tell_mapped(const struct told_task *task)
{
	struct told head = { .pid = task->pid, .cgroup = task->cgroup, .start = task->start };
	static char record_bytes[sizeof(struct record) + 2 * PATH_BYTES];
	struct record *record = (void *)record_bytes;
	char path[64], line[2 * PATH_BYTES], last[PATH_BYTES] = "";
	unsigned count = 0;

	note_process(&head, task->parent, task->uid, task->gid, task->comm, false);
	snprintf(path, sizeof(path), "/proc/%u/maps", task->pid);
	FILE *maps = settings->maps ? fopen(path, "re") : NULL;
	while (maps && count < MAX_MAPPED && fgets(line, sizeof(line), maps)) {
		char rights[8];
		unsigned major, minor;
		unsigned long inode;
		int at = 0;
		if (sscanf(line, "%*s %7s %*s %x:%x %lu %n", rights, &major, &minor, &inode, &at) != 4 || rights[2] != 'x' || line[at] != '/')
			continue;
		line[strcspn(line, "\n")] = 0;
		if (strlen(line + at) >= PATH_BYTES || !strcmp(last, line + at))
			continue;
		strcpy(last, line + at);
		*record = (struct record){ .kind = RECORD_MAP, .pid = task->pid, .tid = task->pid, .inode = inode, .major = major, .minor = minor };
		strcpy(record->path, last);
		take_record(record, monotonic());
		count++;
	}
	if (maps)
		fclose(maps);
}

static void tell_task(const struct told_task *task, size_t size)
{
	static char args[STRINGS_BYTES], env[STRINGS_BYTES], groups[STRINGS_BYTES];
	const char *text = (const char *)(task + 1);

	if (size < sizeof(*task) + (size_t)task->parts[0] + task->parts[1] + task->parts[2]) {
		not_read++;
		return;
	}
	size_t args_length = read_file(task->pid, "cmdline", args, sizeof(args)), env_length = read_file(task->pid, "environ", env, sizeof(env));
	size_t groups_length = read_file(task->pid, "cgroup", groups, sizeof(groups));

	/* One that has ended and is not waited for yet has none. */
	not_read += task->parts[0] && !args_length;
	if (seen && task->pid < MOST_PIDS)
		seen[task->pid / 8] |= 1 << task->pid % 8;
	need_cgroup(task->cgroup);
	begin_frame(PROCESS);
	PUT(__u32, task->pid);
	PUT(__u32, task->pid);
	PUT(__u32, task->parent);
	PUT(__u32, task->pgid);
	PUT(__u32, task->sid);
	PUT(__u32, task->uid);
	PUT(__u32, task->gid);
	PUT(__u32, task->login);
	PUT(__u32, task->tty);
	PUT(__u64, task->start);
	PUT(__u64, task->cgroup);
	PUT(__u64, task->inheritable);
	PUT(__u64, task->permitted);
	PUT(__u64, task->effective);
	PUT(__u64, task->exe.inode);
	PUT(__u32, flags_of(task, text, task->parts[0]));
	put_string(task->comm, strnlen(task->comm, sizeof(task->comm)));
	put_path(text, task->parts[0], false);
	put_path(text + task->parts[0], task->parts[1], true);
	put_path(text + task->parts[0] + task->parts[1], task->parts[2], true);
	put_string(groups, groups_length);
	put_string(args, args_length);
	put_string(env, env_length);
	finish_frame();
	processes++;
	tell_mapped(task);
}

/* What stands for a name where there is none: the kernel writes the kind into it. */
static __u8 anonymous_kind(const char *name)
{
	static const struct {
		const char *name;
		__u8 kind;
	} kinds[] = {
		{ "[eventfd", KIND_EVENT },  { "[signalfd", KIND_SIGNAL }, { "[eventpoll", KIND_POLL }, { "inotify", KIND_INOTIFY },
		{ "[timerfd", KIND_TIMER },  { "bpf", KIND_BPF },          { "[userfaultfd", KIND_FAULT }, { "[io_uring", KIND_URING },
		{ "memfd:", KIND_MEMORY },   { "[pidfd", KIND_PROCESS },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strncmp(name, kinds[i].name, strlen(kinds[i].name)))
			return kinds[i].kind;
	return KIND_OTHER;
}

static __u8 kind_of(const struct told_descriptor *told, const char *name, unsigned flags)
{
	if (told->is_socket) {
		bool listens = !told->socket.remote_port;
		switch (told->socket.family) {
		case AF_UNIX:
			return KIND_UNIX;
		case AF_INET:
			return listens ? KIND_IPV4_SERVER : KIND_IPV4;
		case AF_INET6:
			return listens ? KIND_IPV6_SERVER : KIND_IPV6;
		case AF_NETLINK:
			return KIND_NETLINK;
		default:
			return KIND_OTHER;
		}
	}
	if (S_ISFIFO(told->file.mode))
		return KIND_PIPE;
	if (flags & PATH_FLOATING)
		return anonymous_kind(name);
	return S_ISDIR(told->file.mode) ? KIND_DIRECTORY : KIND_FILE;
}

/* IPv4 through a socket of IPv6 is IPv4. */
static void unmap_socket(struct socket_facts *socket)
{
	static const __u8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
	bool local = !memcmp(socket->local, mapped, sizeof(mapped)), remote = !memcmp(socket->remote, mapped, sizeof(mapped));

	if (socket->family != AF_INET6 || (!local && !remote))
		return;
	socket->family = AF_INET;
	memcpy(socket->local, socket->local + (local ? 12 : 0), 4);
	memcpy(socket->remote, socket->remote + (remote ? 12 : 0), 4);
	memset(socket->local + 4, 0, 12);
	memset(socket->remote + 4, 0, 12);
}

static void tell_descriptor(struct told_descriptor *told, size_t size)
{
	char name[PATH_BYTES + 2];
	struct socket_facts *socket = &told->socket;
	unsigned flags = 0;
	size_t length = 0;

	if (size < sizeof(*told) + told->path) {
		not_read++;
		return;
	}
	unmap_socket(socket);
	if (told->is_socket) {
		length = socket->path_length < sizeof(socket->path) ? socket->path_length : sizeof(socket->path);
		memcpy(name, socket->path, length);
		if (length && !name[0])
			name[0] = '@';
		length = strnlen(name, length);
	} else {
		length = path_text((const char *)(told + 1), told->path, name, sizeof(name) - 1, &flags);
	}
	name[length] = 0;
	begin_frame(DESCRIPTOR);
	PUT(__u32, told->pid);
	PUT(__s32, told->descriptor);
	PUT(__u8, kind_of(told, name, flags));
	PUT(__u32, capture_open_flags(told->file.open_flags) | (S_ISDIR(told->file.mode) ? CAPTURE_DIRECTORY : 0));
	PUT(__u32, capture_device(told->file.device));
	PUT(__u64, told->file.inode);
	PUT(__u8, socket->protocol);
	PUT(__u16, socket->family);
	PUT(__u16, socket->local_port);
	PUT(__u16, socket->remote_port);
	put(socket->local, sizeof(socket->local));
	put(socket->remote, sizeof(socket->remote));
	put_string(name, length);
	finish_frame();
	descriptors++;
}

/* Entries begin with their size. */
static void each_entry(const char *iterator, size_t least, void (*tell)(void *entry, size_t size))
{
	size_t all;
	char *entries = read_all(iterator, &all);
	__u32 size;

	for (size_t at = 0; entries && at < all; at += size) {
		/* On a multiple of eight bytes, as the entries behind one another are not. */
		static __u64 aligned[8192];
		if (all - at >= least)
			memcpy(&size, entries + at, sizeof(size));
		else
			size = 0;
		/* Of a list that was cut the last entry is no whole one: where the next begins is not known. */
		if (size < least || size > all - at || size > sizeof(aligned)) {
			not_read++;
			break;
		}
		memcpy(aligned, entries + at, size);
		tell(aligned, size);
	}
	free(entries);
}

/* A number in a line of /proc/PID/status, by its place; 0 when there is none. */
static unsigned long long number_of(const char *status, const char *line, int place, int base)
{
	const char *at = strstr(status, line);
	char *end = at ? (char *)at + strlen(line) : NULL;
	unsigned long long value = 0;

	for (; at && place; place--)
		value = strtoull(end, &end, base);
	return value;
}

/* What /proc tells of a process; false for one of the kernel's own, and for one that began later than `until` (ticks since boot). */
static bool read_task(__u32 pid, unsigned long long until, struct told_task *task)
{
	char text[STRINGS_BYTES];
	unsigned long long began;
	unsigned flags;
	size_t size = read_file(pid, "stat", text, sizeof(text) - 1);

	text[size] = 0;
	/* The name may hold anything, parentheses too. */
	char *name = strchr(text, '('), *behind = strrchr(text, ')');
	if (!name || !behind || behind < name)
		return false;
	*task = (struct told_task){ .size = sizeof(*task), .pid = pid, .login = ~0u };
	if (sscanf(behind, ") %*c %u %u %u %u %*d %u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu", &task->parent, &task->pgid, &task->sid,
		   &task->tty, &flags, &began) != 6 || flags & PF_KTHREAD || began > until)
		return false;
	snprintf(task->comm, sizeof(task->comm), "%.*s", (int)(behind - name - 1), name + 1);
	text[read_file(pid, "status", text, sizeof(text) - 1)] = 0;
	task->uid = number_of(text, "\nUid:", 2, 10);
	task->gid = number_of(text, "\nGid:", 2, 10);
	task->inheritable = number_of(text, "\nCapInh:", 1, 16);
	task->permitted = number_of(text, "\nCapPrm:", 1, 16);
	task->effective = number_of(text, "\nCapEff:", 1, 16);
	return true;
}

/*
 * Processes that the kernel's list left out although they are there, as far as /proc tells them: some machines hide their first one, whose children all
 * orphans are. When it began is not known to the nanosecond, nor which program it is.
 */
static void tell_left_out(unsigned long long until)
{
	DIR *all = opendir("/proc");

	if (!all)
		not_read++;
	for (struct dirent *entry; all && (entry = readdir(all));) {
		struct told_task task;
		unsigned long pid = strtoul(entry->d_name, NULL, 10);
		if (!pid || pid >= MOST_PIDS || seen[pid / 8] & 1 << pid % 8 || !read_task(pid, until, &task))
			continue;
		not_read++;
		tell_task(&task, sizeof(task));
	}
	if (all)
		closedir(all);
}

static void any_task(void *entry, size_t size)
{
	tell_task(entry, size);
}

static void any_descriptor(void *entry, size_t size)
{
	tell_descriptor(entry, size);
}

void tell_snapshot(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	seen = calloc(MOST_PIDS / 8, 1);
	each_entry("each_task", sizeof(struct told_task), any_task);
	if (seen)
		tell_left_out((unsigned long long)now.tv_sec * sysconf(_SC_CLK_TCK));
	else
		not_read++;
	free(seen);
	seen = NULL;
	each_entry("each_descriptor", sizeof(struct told_descriptor), any_descriptor);
	begin_frame(SNAPSHOT_END);
	PUT(__u32, processes);
	PUT(__u32, descriptors);
	PUT(__u32, not_read);
	finish_frame();
}
