/* SPDX-License-Identifier: Apache-2.0 */
/* Does harmlessly what rules look for, by its first word. Static, so that it runs in a container without anything; called by many names. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int reach(int family, const char *address, int port)
{
	int s = socket(family, SOCK_STREAM | SOCK_NONBLOCK, 0);

	if (family == AF_INET6) {
		struct sockaddr_in6 to = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
		inet_pton(AF_INET6, address, &to.sin6_addr);
		connect(s, (void *)&to, sizeof(to));
	} else {
		struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port) };
		inet_pton(AF_INET, address, &to.sin_addr);
		connect(s, (void *)&to, sizeof(to));
	}
	return s;
}

static void look(const char *path)
{
	char bytes[64];
	int fd = open(path, O_RDONLY);

	if (fd >= 0 && read(fd, bytes, sizeof(bytes)) >= 0)
		close(fd);
}

static void start(char **words)
{
	if (!fork()) {
		execv(words[0], words + 1);
		_exit(127);
	}
	wait(NULL);
}

int main(int count, char **words)
{
	const char *act = count > 1 ? words[1] : "";
	extern char **environ;

	if (!strcmp(act, "spawn"))
		start(words + 2);
	else if (!strcmp(act, "read")) { /* FILE SECONDS */
		sleep(atoi(words[3]));
		look(words[2]);
	} else if (!strcmp(act, "serve")) { /* FIFO PROGRAM WORDS: starts the program each time that the fifo is opened */
		for (;;) {
			look(words[2]);
			start(words + 3);
		}
	} else if (!strcmp(act, "asuser")) { /* UID PROGRAM WORDS */
		if (!setuid(atoi(words[2])))
			start(words + 3);
	} else if (!strcmp(act, "connect"))
		reach(AF_INET, words[2], atoi(words[3]));
	else if (!strcmp(act, "mapped")) {
		char mapped[64];
		snprintf(mapped, sizeof(mapped), "::ffff:%s", words[2]);
		reach(AF_INET6, mapped, atoi(words[3]));
	} else if (!strcmp(act, "trunc"))
		close(open(words[2], O_WRONLY | O_CREAT | O_TRUNC, 0600));
	else if (!strcmp(act, "sleep"))
		usleep(100000 * atoi(words[2]));
	else if (!strcmp(act, "symlink")) {
		unlink("/tmp/s");
		return symlink("/etc/shadow", "/tmp/s");
	} else if (!strcmp(act, "link")) {
		unlink("/tmp/l");
		return link("/etc/shadow", "/tmp/l");
	} else if (!strcmp(act, "packet"))
		socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));
	else if (!strcmp(act, "dup"))
		dup2(reach(AF_INET, "127.0.0.1", 9), 1);
	else if (!strcmp(act, "module")) /* There is nothing in it: the kernel refuses */
		syscall(SYS_init_module, "", 0, "");
	else if (!strcmp(act, "copy")) { /* TO: itself */
		int self = open("/proc/self/exe", O_RDONLY), to = open(words[2], O_WRONLY | O_CREAT | O_TRUNC, 0755);
		char bytes[65536];
		for (ssize_t got; (got = read(self, bytes, sizeof(bytes))) > 0;)
			if (write(to, bytes, got) != got)
				return 1;
	} else if (!strcmp(act, "ptrace")) {
		int child = fork();
		if (!child) {
			sleep(1);
			_exit(0);
		}
		if (!ptrace(PTRACE_ATTACH, child, 0, 0)) {
			waitpid(child, NULL, 0);
			ptrace(PTRACE_DETACH, child, 0, 0);
		}
		kill(child, 9);
		wait(NULL);
	} else if (!strcmp(act, "traceme"))
		ptrace(PTRACE_TRACEME, 0, 0, 0);
	else if (!strcmp(act, "memfd")) {
		int fd = memfd_create("hidden", 0), self = open("/proc/self/exe", O_RDONLY);
		char bytes[65536];
		for (ssize_t got; (got = read(self, bytes, sizeof(bytes))) > 0;)
			if (write(fd, bytes, got) != got)
				return 1;
		char *args[] = { "hidden", NULL };
		fexecve(fd, args, environ);
	}
	return 0;
}
