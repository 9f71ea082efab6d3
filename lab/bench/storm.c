/* SPDX-License-Identifier: Apache-2.0 */
/*
 * storm SECONDS THREADS RATE DIRECTORY: opens and closes files of a directory, at most RATE a second and thread (0: flat out). Prints how many were opened,
 * and the nanoseconds of processor that each took.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static int seconds, rate;
static long counts[16];

static double since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - start->tv_sec + (now.tv_nsec - start->tv_nsec) / 1e9;
}

static void *run(void *number)
{
	struct timespec start;
	char name[32];
	long count = 0;

	clock_gettime(CLOCK_MONOTONIC, &start);
	for (double passed = 0; passed < seconds;) {
		long until = rate ? (long)(passed * rate) : count + 100;
		for (; count < until; count++) {
			snprintf(name, sizeof(name), "f%ld", count % 500);
			close(open(name, O_RDONLY | O_CLOEXEC));
		}
		if (rate)
			usleep(1000);
		passed = since(&start);
	}
	counts[(long)number] = count;
	return NULL;
}

int main(int count, char **words)
{
	pthread_t threads[16];
	struct rusage used;
	char name[32];
	long all = 0, several = count > 4 ? atoi(words[2]) : 0;

	if (several < 1 || several > 16 || chdir(words[4]))
		return 2;
	seconds = atoi(words[1]);
	rate = atoi(words[3]);
	for (int i = 0; i < 500; i++) {
		snprintf(name, sizeof(name), "f%d", i);
		close(open(name, O_RDONLY | O_CREAT, 0600));
	}
	for (long i = 0; i < several; i++)
		pthread_create(&threads[i], NULL, run, (void *)i);
	for (long i = 0; i < several; i++) {
		pthread_join(threads[i], NULL);
		all += counts[i];
	}
	getrusage(RUSAGE_SELF, &used);
	double cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
	printf("%ld %.0f\n", all, cpu / all * 1e9);
	return 0;
}
