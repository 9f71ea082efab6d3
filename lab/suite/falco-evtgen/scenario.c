/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Performs one scenario. `with NAME=VALUE… -- FILE ARGV0 ARGUMENTS…` starts FILE, a copy of this program that is called as the scenario wants, with these
 * words and nothing but the variables; `rest` waits for ever. The copy does what the variables say, in this order:
 *   MEMFD     executes itself from memory, under this name
 *   BEFORE    runs a command of the shell
 *   SERVER    "4 ADDRESS PORT" or "6 ADDRESS PORT": listens there and connects to it
 *   CALL      makes the system call of that name, with FROM and TO; dup2 and dup3 take the client's end of SERVER
 * Static, so that it runs in a container without anything.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static int with(char **words)
{
	char **file = words;

	while (*file && strcmp(*file, "--"))
		file++;
	if (!file[0] || !file[1] || !file[2]) {
		fprintf(stderr, "no program to start\n");
		return 2;
	}
	*file = NULL;
	execve(file[1], file + 2, words);
	fail(file[1]);
	return 1;
}

/* Executes this program from memory, without a file that has a name. */
static void from_memory(const char *name)
{
	char bytes[65536], *args[] = { (char *)name, NULL }, *nothing[] = { NULL };
	int self = open("/proc/self/exe", O_RDONLY), fd = memfd_create(name, MFD_CLOEXEC);

	if (self < 0 || fd < 0)
		fail("memfd");
	for (ssize_t got; (got = read(self, bytes, sizeof(bytes))) > 0;)
		if (write(fd, bytes, got) != got)
			fail("write");
	fexecve(fd, args, nothing);
	fail("fexecve");
}

/* The client's end of a connection to a server of this process. */
static int connected(const char *server)
{
	char host[64];
	int family, port, yes = 1;
	struct sockaddr_in four = { .sin_family = AF_INET };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
	struct sockaddr *address;
	socklen_t size;

	if (sscanf(server, "%d %63s %d", &family, host, &port) != 3)
		fail("SERVER");
	four.sin_port = six.sin6_port = htons(port);
	address = family == 4 ? (struct sockaddr *)&four : (struct sockaddr *)&six;
	size = family == 4 ? sizeof(four) : sizeof(six);
	if (inet_pton(address->sa_family, host, family == 4 ? (void *)&four.sin_addr : (void *)&six.sin6_addr) != 1)
		fail("SERVER");
	int listening = socket(address->sa_family, SOCK_STREAM, 0);
	int client = socket(address->sa_family, SOCK_STREAM, 0);
	setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(listening, address, size) || listen(listening, 1) || connect(client, address, size))
		fail(server);
	return client;
}

int main(int count, char **words)
{
	if (count > 1 && !strcmp(words[1], "with"))
		return with(words + 2);
	if (count > 1 && !strcmp(words[1], "rest"))
		for (;;)
			pause();

	const char *memfd = getenv("MEMFD"), *before = getenv("BEFORE"), *server = getenv("SERVER"), *call = getenv("CALL");
	const char *from = getenv("FROM"), *to = getenv("TO");
	int client = -1, result = 0;

	if (memfd)
		from_memory(memfd);
	if (before && system(before))
		fail(before);
	if (server)
		client = connected(server);
	if (!call)
		return 0;
	if (!strcmp(call, "symlink"))
		result = symlink(from, to);
	else if (!strcmp(call, "symlinkat"))
		result = symlinkat(from, AT_FDCWD, to);
	else if (!strcmp(call, "openat"))
		result = openat(AT_FDCWD, from, O_RDONLY);
	else if (!strcmp(call, "dup2"))
		result = dup2(client, atoi(to));
	else if (!strcmp(call, "dup3"))
		result = dup3(client, atoi(to), 0);
	else
		result = -1;
	if (result < 0)
		fail(call);
	return 0;
}
