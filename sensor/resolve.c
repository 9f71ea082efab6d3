/* SPDX-License-Identifier: Apache-2.0 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>
#include "loader.h"

#define FILEID_KERNFS 0xfe

static int cgroup_mount = -1;
static char cgroup_place[PATH_BYTES];

/* The cgroup v2 hierarchy, wherever it is mounted. */
void open_resolver(void)
{
	char line[2 * PATH_BYTES], place[PATH_BYTES];
	FILE *mounts = fopen("/proc/self/mountinfo", "re");

	while (mounts && fgets(line, sizeof(line), mounts)) {
		char *type = strstr(line, " - cgroup2 ");
		if (type && sscanf(line, "%*s %*s %*s %*s %4095s", place) == 1) {
			cgroup_mount = open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
			if (cgroup_mount >= 0) {
				strcpy(cgroup_place, place);
				break;
			}
		}
	}
	if (mounts)
		fclose(mounts);
}

/* Bytes at an address of a process, as many as there are up to `size`; 0 when there are none. */
static size_t read_memory(__u32 pid, __u64 address, void *to, size_t size)
{
	size_t done = 0;

	/* Page by page: a read over the edge of what is mapped would give nothing at all. */
	while (done < size) {
		size_t page = 4096 - (address + done) % 4096, want = size - done < page ? size - done : page;
		struct iovec here = { (char *)to + done, want }, there = { (void *)(uintptr_t)(address + done), want };
		ssize_t got = process_vm_readv(pid, &here, 1, &there, 1, 0);
		if (got <= 0)
			break;
		if (memchr((char *)to + done, 0, got)) {
			done += got;
			break;
		}
		done += got;
	}
	return done;
}

__attribute__((format(printf, 3, 4))) static ssize_t link_text(char *to, size_t size, const char *format, ...)
{
	char path[64];
	va_list values;

	va_start(values, format);
	vsnprintf(path, sizeof(path), format, values);
	va_end(values);
	ssize_t length = readlink(path, to, size - 1);
	if (length >= 0)
		to[length] = 0;
	return length;
}

static ssize_t file_text(char *to, size_t size, __u32 pid, const char *name)
{
	char path[64];
	size_t done = 0;

	snprintf(path, sizeof(path), "/proc/%u/%s", pid, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	for (ssize_t got; done < size && (got = read(fd, to + done, size - done)) > 0;)
		done += got;
	close(fd);
	return done;
}

/* Root directories of processes as seen from here; NULL for "/". Read again at an exec; one place a process, as in the table. */
#define ROOTS (1u << 14)
static struct {
	__u32 pid;
	char *root;
} roots[ROOTS];

static const char *root_of(__u32 pid, bool again)
{
	char root[PATH_BYTES];
	unsigned place = pid % ROOTS;

	if (again || roots[place].pid != pid) {
		free(roots[place].root);
		roots[place].pid = pid;
		roots[place].root = link_text(root, sizeof(root), "/proc/%u/root", pid) > 1 ? strdup(root) : NULL;
	}
	return roots[place].root;
}

/* A path as the process sees it: without the place of its root directory. */
static const char *inside(const char *path, __u32 pid)
{
	const char *root = root_of(pid, false);
	size_t length = root ? strlen(root) : 0;

	if (!length || strncmp(path, root, length))
		return path;
	return path[length] == '/' ? path + length : path[length] ? path : "/";
}

static void resolve_exec(struct item *item)
{
	char text[PATH_BYTES + 1];
	ssize_t length = file_text(text, ARGS_BYTES + 1, item->event.pid, "cmdline");

	root_of(item->event.pid, true);
	if (length > 0) {
		item->flags |= ARGS_READ;
		if (length > ARGS_BYTES) {
			item->flags |= ARGS_CUT;
			length = ARGS_BYTES;
		}
		item->args = keep_bytes(text, length);
		item->args_length = item->args ? length : 0;
	} else {
		unread_names++;
	}
	if (link_text(text, sizeof(text), "/proc/%u/cwd", item->event.pid) > 0) {
		item->flags |= CWD_READ;
		const char *cwd = inside(text, item->event.pid);
		item->cwd = keep_bytes(cwd, strlen(cwd));
	}
	/* Used only when the kernel's record of the mapping is missing. */
	if (link_text(text, sizeof(text), "/proc/%u/exe", item->event.pid) > 0) {
		const char *path = inside(text, item->event.pid);
		item->path = keep_bytes(path, strlen(path));
	}
}

static void resolve_open(struct item *item)
{
	char text[2 * PATH_BYTES];
	const struct event *event = &item->event;
	__u64 how = 0;
	size_t length;

	/* The descriptor first: it is what goes away first. */
	if (event->result >= 0 && link_text(text, PATH_BYTES, "/proc/%u/fd/%d", event->tid, event->result) > 0 && *text == '/') {
		const char *path = inside(text, event->pid);
		item->flags |= PATH_OF_DESCRIPTOR;
		item->path = keep_bytes(path, strlen(path));
	}
	length = read_memory(event->tid, event->open.name, text, PATH_BYTES - 1);
	text[length] = 0;
	/* An empty name is one that was overwritten meanwhile: no call is made with it on purpose. */
	if (*text && memchr(text, 0, length)) {
		item->flags |= NAME_READ;
		item->name = keep_bytes(text, strlen(text));
	}
	if (!event->open.how)
		item->flags |= FLAGS_READ;
	else if (read_memory(event->tid, event->open.how, &how, sizeof(how))) {
		item->flags |= FLAGS_READ;
		item->event.open.flags = how;
	}
	if (!item->path && item->name) {
		if (*item->name == '/') {
			item->path = item->name;
			item->flags |= PATH_JOINED;
		} else if (event->open.dirfd == AT_FDCWD && link_text(text, PATH_BYTES, "/proc/%u/cwd", event->tid) > 0) {
			const char *cwd = inside(text, event->pid);
			char joined[2 * PATH_BYTES + 2];
			int size = snprintf(joined, sizeof(joined), "%s/%s", strcmp(cwd, "/") ? cwd : "", item->name);
			if (size > 0 && size < PATH_BYTES) {
				item->path = keep_bytes(joined, size);
				item->flags |= PATH_JOINED;
			}
		}
	}
	if (!item->path && !item->name)
		unread_names++;
}

static void resolve_connect(struct item *item)
{
	struct event *event = &item->event;
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
		struct sockaddr_un local;
		char bytes[sizeof(struct sockaddr_un) + 1];
	} to = { 0 };
	size_t size = event->connect.length < sizeof(to) - 1 ? event->connect.length : sizeof(to) - 1;

	if (event->connect.family) {
		item->flags |= ADDRESS_READ | ADDRESS_FROM_KERNEL;
		return;
	}
	struct iovec here = { &to, size }, there = { (void *)(uintptr_t)event->connect.address, size };
	if (size < sizeof(to.any.sa_family) || process_vm_readv(event->tid, &here, 1, &there, 1, 0) != (ssize_t)size) {
		unread_names++;
		return;
	}
	item->flags |= ADDRESS_READ;
	event->connect.family = to.any.sa_family;
	if (to.any.sa_family == AF_INET) {
		event->connect.port = ntohs(to.v4.sin_port);
		memcpy(event->connect.to, &to.v4.sin_addr, 4);
	} else if (to.any.sa_family == AF_INET6) {
		event->connect.port = ntohs(to.v6.sin6_port);
		memcpy(event->connect.to, &to.v6.sin6_addr, 16);
	} else if (to.any.sa_family == AF_UNIX && size > offsetof(struct sockaddr_un, sun_path)) {
		/* An abstract name begins with a zero byte and is written with an @, as tools show it. */
		if (!to.local.sun_path[0])
			to.local.sun_path[0] = '@';
		item->name = keep_bytes(to.local.sun_path, strlen(to.local.sun_path));
	}
}

void resolve(struct item *item)
{
	switch (item->event.kind) {
	case KIND_EXEC:
		resolve_exec(item);
		break;
	case KIND_OPEN:
		resolve_open(item);
		break;
	case KIND_CONNECT:
		resolve_connect(item);
		break;
	case KIND_EXIT:
		roots[item->event.pid % ROOTS].pid = 0;
	}
}

/* The lines of /proc/PID/cgroup; for a process that is gone, the one line that its cgroup's number leads to, unless that was seen already. */
bool cgroup_text(__u64 id, bool seen, __u32 pid, char *text, size_t size)
{
	struct {
		struct file_handle head;
		__u64 id;
	} handle = { .head = { .handle_bytes = sizeof(id), .handle_type = FILEID_KERNFS } };
	char path[PATH_BYTES];
	ssize_t length = pid ? file_text(text, size - 1, pid, "cgroup") : -1;

	if (length > 0) {
		text[length] = 0;
		return true;
	}
	if (seen || cgroup_mount < 0)
		return false;
	memcpy(handle.head.f_handle, &id, sizeof(id));
	int fd = open_by_handle_at(cgroup_mount, &handle.head, O_PATH | O_CLOEXEC);
	if (fd < 0)
		return false;
	length = link_text(path, sizeof(path), "/proc/self/fd/%d", fd);
	close(fd);
	size_t place = strlen(cgroup_place);
	if (length <= 0 || strncmp(path, cgroup_place, place))
		return false;
	snprintf(text, size, "0::%s\n", path[place] ? path + place : "/");
	return true;
}

__u32 parent_of(__u32 pid)
{
	char text[512];
	ssize_t length = file_text(text, sizeof(text) - 1, pid, "stat");
	unsigned parent = 0;

	if (length <= 0)
		return 0;
	text[length] = 0;
	/* The name stands in parentheses and may hold any byte. */
	char *end = strrchr(text, ')');
	return end && sscanf(end + 1, " %*c %u", &parent) == 1 ? parent : 0;
}
