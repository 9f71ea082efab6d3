/* SPDX-License-Identifier: Apache-2.0 */
/* The format is described in README.md; a change of it is a new version. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>
#include "loader.h"

enum frame { HELLO = 1, EXEC, OPEN, CONNECT, EXIT, MAP, CGROUP, LOST, END };

#define VERSION 1
#define FRAME_BYTES 65536
#define MAX_ARGS 256

static unsigned char out[512 * 1024];
static size_t used, start;
static bool closed;
static __u64 told;
__u64 unread_names;

static void bytes(const void *data, size_t size)
{
	memcpy(out + used, data, size);
	used += size;
}
#define NUMBER(type, value) do { type number_ = (value); bytes(&number_, sizeof(number_)); } while (0)

static void string(const char *text, size_t length)
{
	if (length > PATH_BYTES)
		length = PATH_BYTES;
	NUMBER(__u16, length);
	bytes(text, length);
}

static void text(const char *value)
{
	string(value ? value : "", value ? strlen(value) : 0);
}

static void begin(enum frame type)
{
	if (sizeof(out) - used < FRAME_BYTES)
		flush_frames();
	start = used;
	NUMBER(__u32, 0);
	NUMBER(__u8, type);
}

static void finish(void)
{
	__u32 length = used - start - sizeof(length);
	memcpy(out + start, &length, sizeof(length));
}

bool flush_frames(void)
{
	size_t done = 0;

	while (!closed && done < used) {
		ssize_t wrote = write(STDOUT_FILENO, out + done, used - done);
		if (wrote > 0)
			done += wrote;
		else if (errno != EINTR)
			closed = true;
	}
	used = 0;
	return !closed;
}

static __u64 clock_now(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

__u64 monotonic(void)
{
	return clock_now(CLOCK_MONOTONIC);
}

/* Time of day of a moment of the monotonic clock; the distance of the two is measured again now and then, as clocks are set right. */
static __u64 wall(__u64 time)
{
	static __u64 distance, measured;
	__u64 now = monotonic();
	if (!distance || now - measured > 10000000000ull) {
		distance = clock_now(CLOCK_REALTIME) - now;
		measured = now;
	}
	return time + distance;
}

void tell_hello(__u32 kinds)
{
	struct utsname kernel = { 0 };

	uname(&kernel);
	begin(HELLO);
	bytes("SEAWORTH", 8);
	NUMBER(__u16, VERSION);
	NUMBER(__u16, 0);
	NUMBER(__u32, kinds);
	NUMBER(__u32, getpid());
	text(kernel.release);
	finish();
}

static void common(const struct item *item, const struct known *known)
{
	const struct event *event = &item->event;
	bool program = item->source == FROM_PROGRAM;

	NUMBER(__u64, wall(item->time));
	NUMBER(__u64, program ? event->cgroup : known ? known->cgroup : 0);
	NUMBER(__u32, event->pid);
	NUMBER(__u32, event->tid);
	NUMBER(__u32, known ? known->parent : 0);
	NUMBER(__u32, program ? event->uid : known ? known->uid : UINT32_MAX);
	NUMBER(__u32, program ? event->gid : known ? known->gid : UINT32_MAX);
	const char *comm = program ? event->comm : known ? known->comm : "";
	string(comm, strnlen(comm, 16));
}

static void tell_exec(const struct item *item)
{
	unsigned flags = item->flags, count = 0;
	size_t at = 0;

	/* Arguments end with a zero byte each; the last may lack it. */
	for (size_t i = 0; i < item->args_length; i++)
		count += !item->args[i] || i + 1 == item->args_length;
	if (count > MAX_ARGS) {
		count = MAX_ARGS;
		flags |= ARGS_CUT;
	}
	NUMBER(__u32, flags);
	text(item->path);
	text(item->cwd);
	NUMBER(__u16, count);
	for (unsigned i = 0; i < count; i++) {
		size_t length = strnlen(item->args + at, item->args_length - at);
		string(item->args + at, length);
		at += length + 1;
	}
}

static void tell_connect(const struct item *item)
{
	const struct event *event = &item->event;

	NUMBER(__s32, event->result);
	NUMBER(__s32, event->connect.fd);
	NUMBER(__u32, item->flags);
	NUMBER(__u16, event->connect.family);
	NUMBER(__u16, event->connect.port);
	if (event->connect.family == AF_INET)
		string((const char *)event->connect.to, 4);
	else if (event->connect.family == AF_INET6)
		string((const char *)event->connect.to, 16);
	else
		text(item->name);
}

void tell_item(const struct item *item, const struct known *known)
{
	static const enum frame types[KINDS] = { 0, EXEC, OPEN, CONNECT, EXIT, MAP };
	enum frame type = item->source == FROM_RECORD ? MAP : types[item->event.kind];

	begin(type);
	common(item, known);
	switch (type) {
	case EXEC:
		tell_exec(item);
		break;
	case OPEN:
		NUMBER(__s32, item->event.result);
		NUMBER(__s32, item->event.open.dirfd);
		NUMBER(__u32, item->event.open.flags);
		NUMBER(__u32, item->flags);
		text(item->name);
		text(item->path);
		break;
	case CONNECT:
		tell_connect(item);
		break;
	case EXIT:
		NUMBER(__u32, item->event.exit.known);
		NUMBER(__s32, item->event.result);
		break;
	default:
		NUMBER(__u64, item->inode);
		NUMBER(__u32, item->major);
		NUMBER(__u32, item->minor);
		text(item->path);
	}
	finish();
	told++;
}

void tell_cgroup(__u64 id, __u32 pid, const char *lines)
{
	begin(CGROUP);
	NUMBER(__u64, id);
	NUMBER(__u32, pid);
	text(lines);
	finish();
}

/* Counts since the start; told when one has grown, and at the end. */
void tell_lost(bool end)
{
	static __u64 before[KINDS + 1];
	__u64 now[KINDS + 1];

	lost_in_kernel(now);
	now[0] = lost_records;
	now[KINDS] = unread_names;
	if (!end && !memcmp(before, now, sizeof(now)))
		return;
	memcpy(before, now, sizeof(now));
	begin(end ? END : LOST);
	for (int i = 0; i <= KINDS; i++)
		NUMBER(__u64, now[i]);
	NUMBER(__u64, told);
	finish();
}
