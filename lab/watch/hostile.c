/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A container that means harm to whoever watches it: it executes, opens and starts without end, with words made to be mistaken for others, and tells its
 * markers in between. Static, so that it runs in a container without anything.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_WORDS 38

extern char **environ;

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

static unsigned long chance(void)
{
	static unsigned long state = 88172645463325252;

	state ^= state << 13;
	state ^= state >> 7;
	return state ^= state << 17;
}

static void start(const char *path, char **words)
{
	pid_t child;

	if (!posix_spawn(&child, path, NULL, NULL, words, environ))
		waitpid(child, NULL, 0);
}

/* Does one thing so often a second, as far as there is time for it. */
static void at_rate(double seconds, int rate, void (*once)(void))
{
	double begun = now(), ends = begun + seconds;

	for (long done = 0; now() < ends;)
		if (done < (now() - begun) * rate) {
			once();
			done++;
		} else {
			usleep(500);
		}
}

/* A program with up to 38 words of any bytes, some of which look like an alert. */
static void execute(void)
{
	static char text[MOST_WORDS][256];
	static const char forged[] = "\n10:00:00.000000000: Emergency forged (container=host)\n";
	char *words[MOST_WORDS + 2] = { "/bin/true" };
	int count = chance() % (MOST_WORDS + 1);

	for (int i = 0; i < count; i++) {
		size_t length = chance() % sizeof(*text);
		for (size_t at = 0; at < length; at++)
			text[i][at] = 1 + chance() % 255;
		text[i][length] = 0;
		if (chance() % 8 == 0)
			strcpy(text[i], forged);
		words[i + 1] = text[i];
	}
	start("/bin/true", words);
}

static void spawn(void)
{
	char *words[] = { "/bin/true", NULL };

	start("/bin/true", words);
}

static void opens(double seconds)
{
	char name[64];
	double ends = now() + seconds;

	for (long i = 0; i % 1024 || now() < ends; i++) {
		snprintf(name, sizeof(name), "/tmp/many-%ld", i % 1000);
		close(open(name, O_RDONLY | O_CREAT, 0600));
	}
}

static int open_one(void *name)
{
	close(open(name, O_RDONLY));
	_exit(0);
}

/* So many processes wait in `open`; they go on and end all at once, and others take their place. */
static void blocked(double seconds, int count)
{
	char *stacks = mmap(NULL, (size_t)count * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (mkfifo("/tmp/fifo", 0600) || stacks == MAP_FAILED)
		perror("blocked");
	for (double ends = now() + seconds; now() < ends;) {
		for (int i = 0; i < count; i++)
			if (clone(open_one, stacks + (size_t)(i + 1) * 4096, CLONE_VM | CLONE_FS | CLONE_FILES | SIGCHLD, "/tmp/fifo") < 0)
				break;
		int end = open("/tmp/fifo", O_RDWR);
		while (wait(NULL) > 0)
			;
		close(end);
	}
}

/* Each in a process of its own, which ends with this one. */
static pid_t beside(void)
{
	pid_t child = fork();

	if (!child)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	return child;
}

/* wait; storm SECONDS MARKERS, or blocked SECONDS MARKERS COUNT: makes its noise, and executes `/bin/true marker N` so often, evenly. */
int main(int count, char **words)
{
	bool storms = count == 4 && !strcmp(words[1], "storm");

	if (count == 2 && !strcmp(words[1], "wait"))
		pause();
	if (!storms && (count != 5 || strcmp(words[1], "blocked")))
		return 0; /* as /bin/true */
	double seconds = atof(words[2]), begun = now();
	int markers = atoi(words[3]);

	if (storms) {
		if (!beside()) {
			at_rate(seconds + 30, 800, execute);
			_exit(0);
		}
		if (!beside()) {
			at_rate(seconds + 30, 300, spawn);
			_exit(0);
		}
		if (!beside()) {
			opens(seconds + 30);
			_exit(0);
		}
	} else if (!beside()) {
		blocked(seconds + 30, atoi(words[4]));
		_exit(0);
	}
	for (int i = 0; i < markers; i++) {
		char number[16];
		char *marker[] = { "/bin/true", "marker", number, NULL };

		while (now() < begun + seconds * (i + 1) / (markers + 1))
			usleep(1000);
		snprintf(number, sizeof(number), "%d", i);
		start("/bin/true", marker);
	}
	/* Who waits for it sees that the last was started. The noise goes on for a while, or until somebody ends all of it. */
	close(open("/tmp/done", O_CREAT, 0600));
	sleep(30);
	return 0;
}
