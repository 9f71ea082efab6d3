/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>
#include "loader.h"

static volatile sig_atomic_t stopping;
static struct options options;
const struct options *settings = &options;

void refuse(int status, const char *format, ...)
{
	va_list values;
	int error = errno;

	fputs("seaworthy-sensor: ", stderr);
	va_start(values, format);
	errno = error;
	vfprintf(stderr, format, values);
	va_end(values);
	fputc('\n', stderr);
	exit(status);
}

static void stop(int unused)
{
	(void)unused;
	stopping = 1;
}

/* Called for each event of the program in the kernel. What lies in the memory of the process is read at once: it may change any moment. */
static int take(void *unused, void *data, size_t size)
{
	struct item *item = new_item();

	(void)unused;
	if (size < sizeof(struct event) || !item)
		return -1;
	*item = (struct item){ .source = FROM_PROGRAM };
	memcpy(&item->event, data, sizeof(item->event));
	item->time = item->event.time;
	resolve(item);
	return batch_full() ? -1 : 0;
}

/* Takes what there is, in full batches at most so many; under a flood losses and signals get their turn in between. */
static void turn(unsigned batches)
{
	while (batches--) {
		int full = drain_kernel();
		drain_records();
		tell_batch();
		if (full >= 0 || !flush_frames())
			break;
	}
}

int main(int count, char **words)
{
	struct sigaction action = { .sa_handler = stop };
	struct epoll_event ready;
	__u64 counted = 0;

	read_options(count, words, &options);
	need_privileges();
	open_resolver();
	open_records();
	int poll = open_kernel(&options, take);
	drop_privileges();
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	tell_hello(options.kinds);
	while (flush_frames() && !stopping) {
		if (epoll_wait(poll, &ready, 1, 100) < 0 && errno != EINTR)
			refuse(FAILED, "cannot wait for events: %m");
		turn(16);
		if (monotonic() - counted > 250000000ull) {
			tell_lost(false);
			counted = monotonic();
		}
	}
	/* The buffer as it is when nothing more comes, to its last event. */
	close_kernel();
	turn(UINT32_MAX);
	tell_lost(true);
	flush_frames();
	return DONE;
}
