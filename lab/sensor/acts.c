/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Acts with a known truth, one word each, in the current directory. Built and run by live.test.ts while the sensor watches.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void need(int good, const char *what)
{
	if (!good) {
		perror(what);
		exit(1);
	}
}

/* opens N: N different files through one buffer, as fast as it goes. */
static void opens(int count)
{
	char name[64];

	for (int i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "many-%d", i);
		int fd = open(name, O_RDONLY | O_CREAT, 0600);
		need(fd >= 0, "open");
		close(fd);
		memset(name, 'x', sizeof(name) - 1);
	}
}

/* storm: one file, again and again, until somebody ends it. */
static void storm(void)
{
	for (;;)
		close(open("storm", O_RDONLY | O_CREAT, 0600));
}

/* quietly N: N different files, one each five milliseconds, each put in the place of another descriptor; and a program after each ten. */
static void quietly(int count)
{
	char name[64];

	for (int i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "quiet-%d", i);
		int fd = open(name, O_RDONLY | O_CREAT, 0600);
		need(fd >= 0 && dup2(fd, 100 + i) >= 0, "open");
		close(fd);
		close(100 + i);
		if (i % 10 == 9 && !fork()) {
			execl("/bin/true", "true", name, NULL);
			_exit(1);
		}
		usleep(5000);
	}
	while (wait(NULL) > 0)
		;
}

/* race N: another thread changes the name while the call runs. Prints how often the secret was what came. */
static union {
	char name[16];
	volatile unsigned long whole; /* changed at once, so that one name or the other stands there */
} raced = { "innocent" };
static volatile int racing = 1;

static void *flip(void *unused)
{
	unsigned long names[2];

	(void)unused;
	memcpy(names, "secret__innocent", 16);
	for (int i = 0; racing; i = !i)
		raced.whole = names[i];
	return NULL;
}

static void race(int count)
{
	pthread_t thread;
	struct stat secret, opened;
	int seen = 0;

	close(open("innocent", O_CREAT, 0600));
	close(open("secret__", O_CREAT, 0600));
	need(!stat("secret__", &secret), "stat");
	need(!pthread_create(&thread, NULL, flip, NULL), "thread");
	for (int i = 0; i < count; i++) {
		int fd = open(raced.name, O_RDONLY);
		if (fd >= 0 && !fstat(fd, &opened) && opened.st_ino == secret.st_ino)
			seen++;
		close(fd);
	}
	racing = 0;
	pthread_join(thread, NULL);
	printf("%d\n", seen);
}

/* blocked N: so many processes wait in a call, and stay until their input ends. */
static int wait_for_writer(void *name)
{
	open(name, O_RDONLY);
	_exit(0);
}

static void blocked(int count)
{
	need(!mkfifo("fifo", 0600), "mkfifo");
	for (int i = 0; i < count; i++) {
		char *stack = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		need(stack != MAP_FAILED && clone(wait_for_writer, stack + 8192, CLONE_VM | CLONE_FS | CLONE_FILES | SIGCHLD, "fifo") > 0, "clone");
	}
	puts("waiting");
	fflush(stdout);
	getchar();
	/* Whoever waits goes on when somebody writes, and ends. */
	int fd = open("fifo", O_RDWR);
	while (wait(NULL) > 0)
		;
	close(fd);
}

/* A thread executes a program, and the process goes on as that. */
static void *execute(void *unused)
{
	(void)unused;
	execl("/bin/true", "true", "from-a-thread", NULL);
	_exit(1);
}

/* The leader goes, a thread opens a file and ends the process. */
static void *outlive(void *unused)
{
	(void)unused;
	usleep(50000);
	close(open("by-a-thread-alone", O_RDONLY | O_CREAT, 0600));
	_exit(3);
}

/* A child leaves a child behind and ends; then the own number of who did this is said, and whose child the orphan is. */
static void leave_orphan(const char *as)
{
	int ends[2], parent = -1;

	need(!pipe(ends), "pipe");
	pid_t child = fork();
	if (!child) {
		pid_t own = getpid();
		if (fork())
			_exit(0);
		while (getppid() == own)
			usleep(1000);
		parent = getppid();
		need(write(ends[1], &parent, sizeof(parent)) == sizeof(parent), "write");
		_exit(0);
	}
	waitpid(child, NULL, 0);
	need(read(ends[0], &parent, sizeof(parent)) == sizeof(parent), "read");
	printf("%s %d %d\n", as, child, parent);
	fflush(stdout);
}

/* Orphans of a process of nobody's, below one that asked for them, and below the first of a pid namespace (whose number outside is said). */
static void leave_orphans(void)
{
	leave_orphan("machine");
	need(!prctl(PR_SET_CHILD_SUBREAPER, 1), "prctl");
	leave_orphan("asked");
	need(!unshare(CLONE_NEWPID), "unshare");
	pid_t first = fork();
	if (!first) {
		leave_orphan("inside");
		_exit(0);
	}
	waitpid(first, NULL, 0);
	printf("first %d 0\n", first);
}

static void start(void *(*work)(void *))
{
	pthread_t thread;

	need(!pthread_create(&thread, NULL, work, NULL), "thread");
}

/* A program at the end of a path that is longer than a path may be. */
static void deep(void)
{
	char name[201], self[4096];
	int depth;

	memset(name, 'd', sizeof(name) - 1);
	name[sizeof(name) - 1] = 0;
	need(readlink("/proc/self/exe", self, sizeof(self)) > 0, "readlink");
	for (depth = 0; depth < 25; depth++)
		need(!mkdir(name, 0755) && !chdir(name), "chdir");
	int from = open("/bin/true", O_RDONLY), to = open("deep-program", O_WRONLY | O_CREAT, 0755);
	char bytes[65536];
	for (ssize_t got; (got = read(from, bytes, sizeof(bytes))) > 0;)
		need(write(to, bytes, got) == got, "write");
	close(from);
	close(to);
	if (!fork()) {
		execl("./deep-program", "deep-program", "at-the-end", NULL);
		_exit(1);
	}
	wait(NULL);
	/* Nobody who names it by a path could take it away. */
	need(!unlink("deep-program"), "unlink");
	while (depth--)
		need(!chdir("..") && !rmdir(name), "rmdir");
}

static void uring(void)
{
	struct io_uring_params facts = { 0 };
	int ring = syscall(SYS_io_uring_setup, 4, &facts);

	need(ring >= 0, "io_uring");
	char *queue = mmap(NULL, facts.sq_off.array + facts.sq_entries * 4, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQ_RING);
	struct io_uring_sqe *entry =
		mmap(NULL, facts.sq_entries * sizeof(*entry), PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQES);
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9) };
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	close(open("through-a-ring", O_CREAT, 0600));
	memset(entry, 0, 2 * sizeof(*entry));
	entry[0].opcode = IORING_OP_OPENAT;
	entry[0].fd = AT_FDCWD;
	entry[0].addr = (unsigned long)"./through-a-ring";
	entry[1].opcode = IORING_OP_CONNECT;
	entry[1].fd = socket(AF_INET, SOCK_DGRAM, 0);
	entry[1].addr = (unsigned long)&to;
	entry[1].off = sizeof(to);
	unsigned *array = (unsigned *)(queue + facts.sq_off.array);
	array[0] = 0;
	array[1] = 1;
	__atomic_store_n((unsigned *)(queue + facts.sq_off.tail), 2, __ATOMIC_RELEASE);
	need(syscall(SYS_io_uring_enter, ring, 2, 2, IORING_ENTER_GETEVENTS, NULL, 0) == 2, "io_uring_enter");
}

/* A call of 32-bit programs. */
static void compat(void)
{
#ifdef __x86_64__
	char *name = mmap((void *)0x10000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	int result;

	need(name != MAP_FAILED, "mmap");
	strcpy(name, "/etc/hostname");
	__asm__ volatile("int $0x80" : "=a"(result) : "a"(5), "b"(name), "c"(0), "d"(0) : "memory", "r8", "r9", "r10", "r11");
#endif
}

static void connect_mapped(void)
{
	struct sockaddr_in6 to = { .sin6_family = AF_INET6, .sin6_port = htons(53) };
	int fd = socket(AF_INET6, SOCK_DGRAM, 0);

	inet_pton(AF_INET6, "::ffff:127.0.0.1", &to.sin6_addr);
	connect(fd, (void *)&to, sizeof(to));
}

int main(int count, char **words)
{
	const char *word = words[1];
	int number = count > 2 ? atoi(words[2]) : 0;

	if (!strcmp(word, "opens"))
		opens(number);
	if (!strcmp(word, "storm"))
		storm();
	if (!strcmp(word, "quietly"))
		quietly(number);
	if (!strcmp(word, "race"))
		race(number);
	if (!strcmp(word, "blocked"))
		blocked(number);
	if (!strcmp(word, "thread-executes")) {
		start(execute);
		pause();
	}
	if (!strcmp(word, "leader-goes")) {
		start(outlive);
		syscall(SYS_exit, 0);
	}
	if (!strcmp(word, "orphans"))
		leave_orphans();
	if (!strcmp(word, "deep"))
		deep();
	if (!strcmp(word, "uring"))
		uring();
	if (!strcmp(word, "compat"))
		compat();
	if (!strcmp(word, "mapped"))
		connect_mapped();
	if (!strcmp(word, "argv"))
		memset(words[2], 'x', strlen(words[2]));
	if (!strcmp(word, "forks"))
		for (int i = 0; i < number; i++) {
			if (!fork())
				_exit(0);
			wait(NULL);
		}
	return 0;
}
