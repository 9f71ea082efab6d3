/* SPDX-License-Identifier: Apache-2.0 */
/* The format is described in README.md; a change of it is a new version. */
#include <errno.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>
#include "calls.h"
#include "loader.h"

#define VERSION 2
#define FRAME_BYTES 65536
#define EVENT_HEADER 26 /* as captures count it: time, thread, length, code, number of parameters */

static unsigned char out[512 * 1024];
static size_t used, start;
static size_t event_start, lengths, parameter_start;
static bool closed;
static __u64 last_flush;
__u64 told_events, unread_names;

void put(const void *data, size_t size)
{
	/* No frame is longer than it may be: what does not fit is left out, and its length says so. */
	if (used - start + size > FRAME_BYTES)
		return;
	memcpy(out + used, data, size);
	used += size;
}

void put_string(const char *text, size_t length)
{
	if (length > PATH_BYTES)
		length = PATH_BYTES;
	PUT(__u16, length);
	put(text, length);
}

void begin_frame(enum frame type)
{
	if (sizeof(out) - used < FRAME_BYTES + 8)
		flush_frames();
	start = used;
	PUT(__u32, 0);
	PUT(__u8, type);
}

void finish_frame(void)
{
	__u32 length = used - start - sizeof(length);
	memcpy(out + start, &length, sizeof(length));
}

bool flush_frames(void)
{
	size_t done = 0;

	if (used)
		last_flush = monotonic();
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

void begin_event(const struct event_head *head)
{
	static const __u16 none[MAX_PARAMETERS];

	begin_frame(EVENT);
	PUT(__u64, head->cgroup);
	PUT(__u32, head->pid);
	PUT(__u64, head->start);
	PUT(__u32, head->marks);
	PUT(__u16, head->cpu);
	event_start = used;
	PUT(__u64, wall(head->time));
	PUT(__u64, head->tid);
	PUT(__u32, 0);
	PUT(__u16, head->code);
	PUT(__u32, head->count);
	lengths = used;
	put(none, head->count * sizeof(*none));
	parameter_start = used;
	told_events++;
}

void end_parameter(void)
{
	__u16 length = used - parameter_start;

	memcpy(out + lengths, &length, sizeof(length));
	lengths += sizeof(length);
	parameter_start = used;
}

void finish_event(void)
{
	__u32 length = used - event_start;

	memcpy(out + event_start + 16, &length, sizeof(length));
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
__u64 wall(__u64 time)
{
	static __u64 distance, measured;

	if (!distance || time > measured + 10000000000ull) {
		__u64 now = monotonic();
		distance = clock_now(CLOCK_REALTIME) - now;
		measured = now;
	}
	return time + distance;
}

/* The codes of all events that are told, each once. */
void tell_hello(void)
{
	static const __u16 always[] = { 223, 293, 331, 186 };
	struct utsname kernel = { 0 };
	__u16 codes[MAX_ROWS + 4], count = 0;

	for (size_t i = 0; i < sizeof(always) / sizeof(*always); i++)
		codes[count++] = always[i];
	for (unsigned row = 0; row < row_count; row++) {
		bool known = !settings->wanted[FIRST_CALL + row] || (rows[row].native < 0 && rows[row].compat < 0);
		for (unsigned i = 0; i < count && !known; i++)
			known = codes[i] == rows[row].code;
		if (!known)
			codes[count++] = rows[row].code;
	}
	uname(&kernel);
	begin_frame(HELLO);
	put("SEAWORTH", 8);
	PUT(__u16, VERSION);
	PUT(__u16, 0);
	PUT(__u32, settings->maps);
	PUT(__u32, getpid());
	put_string(kernel.release, strlen(kernel.release));
	PUT(__u16, count);
	put(codes, count * sizeof(*codes));
	PUT(__u64, clock_now(CLOCK_REALTIME) - clock_now(CLOCK_BOOTTIME));
	finish_frame();
}

/* Counts since the start; told when one has grown, and at the end. */
void tell_counts(bool end)
{
	static __u64 before[MAX_ROWS + 1];
	static const __u16 fixed[FIRST_CALL] = { 293, 223, 186, 0 };
	__u64 now[MAX_ROWS + 1] = { 0 }, unread = unread_names, rings[RINGS] = { 0 };
	static __u64 unread_before;
	__u16 count = 0;

	for (unsigned row = 0; row < FIRST_CALL + row_count; row++) {
		now[row] = lost_of_row(row);
		rings[row < FIRST_CALL ? RING_PROCESSES : rows[row - FIRST_CALL].ring] += now[row];
		count += now[row] > 0;
	}
	now[MAX_ROWS] = lost_records;
	if (!end && unread == unread_before && !memcmp(before, now, sizeof(now)))
		return;
	unread_before = unread;
	memcpy(before, now, sizeof(now));
	begin_frame(end ? END : LOST);
	PUT(__u64, told_events);
	PUT(__u64, unread);
	PUT(__u64, lost_records);
	for (int ring = 0; ring < RINGS; ring++)
		PUT(__u64, rings[ring]);
	PUT(__u16, count);
	for (unsigned row = 0; row < FIRST_CALL + row_count; row++)
		if (now[row]) {
			PUT(__u16, row < FIRST_CALL ? fixed[row] : rows[row - FIRST_CALL].code);
			PUT(__u64, now[row]);
		}
	finish_frame();
}

/* Once a second when nothing else is told: silence means that the sensor does not run. */
void tell_heartbeat(void)
{
	if (used || monotonic() - last_flush < 1000000000ull)
		return;
	begin_frame(HEARTBEAT);
	PUT(__u64, clock_now(CLOCK_REALTIME));
	finish_frame();
}
