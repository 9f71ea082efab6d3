/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "loader.h"

static volatile sig_atomic_t stopping;

static void stop(int unused)
{
	(void)unused;
	stopping = 1;
}

/*
 * The reader may be busy with something else for a moment. But what is on the way to it can make no room any more for what counts most, and a socket that is
 * full takes nothing until three quarters of it have been read: so it holds less than the rings.
 */
static void widen_output(void)
{
	struct stat facts;
	int size = 512 << 10;

	if (fstat(STDOUT_FILENO, &facts))
		return;
	if (S_ISFIFO(facts.st_mode))
		fcntl(STDOUT_FILENO, F_SETPIPE_SZ, 1 << 20);
	if (S_ISSOCK(facts.st_mode))
		setsockopt(STDOUT_FILENO, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size));
}

/* An event may be told so much later than it looked at the clock. */
#define LATE 1000000ull
#define NAP 8000000ull
#define COUNTS 250000000ull

/* So much waits that it is not waited for more. */
static bool is_pressed(void)
{
	for (int ring = 0; ring < RINGS; ring++)
		if (ring_waiting(ring) > ring_size(ring) / 8)
			return true;
	return false;
}

static void nap(__u64 nanoseconds)
{
	struct timespec time = { .tv_nsec = nanoseconds };

	nanosleep(&time, NULL);
}

int main(int count, char **words)
{
	struct sigaction action = { .sa_handler = stop };
	__u64 counted = 0;
	enum left left = NOTHING;

	read_options(count, words);
	need_privileges();
	open_records();
	open_kernel();
	attach_kernel();
	open_cgroups();
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	widen_output();
	tell_hello();
	tell_snapshot();
	/* What the loading took is not needed any more. */
	malloc_trim(0);
	drop_privileges(settings->uid);
	confine();
	while (flush_frames() && !stopping) {
		/* The reader may have gone while there is always more: that is looked for each time. */
		if (!wait_for_kernel(left == NOTHING ? 250 : 0))
			break;
		/* Only the first event wakes; what comes within the nap is taken with it, and what is too young grows old enough. */
		if (!is_pressed())
			nap(NAP);
		left = tell_until(monotonic() - LATE);
		if (monotonic() - counted > COUNTS) {
			tell_counts(false);
			tell_heartbeat();
			tell_waiting_maps(0, monotonic());
			counted = monotonic();
		}
	}
	/* The buffers as they are when nothing more comes, to their last event. */
	close_kernel();
	while (tell_until(UINT64_MAX) != NOTHING && flush_frames())
		nap(LATE);
	tell_waiting_maps(0, UINT64_MAX);
	tell_counts(true);
	flush_frames();
	return DONE;
}
