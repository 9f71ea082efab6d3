/* SPDX-License-Identifier: Apache-2.0 */
/* The table of calls: how a row is written down. */
#ifndef SEAWORTHY_CALLS_H
#define SEAWORTHY_CALLS_H

#include <linux/types.h>
#include <stdbool.h>
#include "event.h"

/* How a parameter of an event comes out of what the kernel told. `of` is the number of an argument, or of a part that was read. */
enum how {
	NOT_TOLD, /* length 0 */
	RESULT,
	AS_FD,  /* 64 bits, as descriptors and numbers of processes are */
	AS_U8,
	AS_U16,
	AS_U32,
	AS_U64,
	TEXT,        /* a string that was read */
	PLACE_TEXT,  /* the path of a file, by the kernel */
	BYTES,       /* data that was read */
	FIRST_FD,    /* of two descriptors that were read */
	SECOND_FD,
	OPEN_FLAGS,
	CREAT_FLAGS, /* of the file in that part */
	HOW_FLAGS,   /* of struct open_how in that part */
	HOW_MODE,
	HOW_RESOLVE,
	DEVICE,
	INODE,
	ADDRESS,     /* that was given */
	CLIENT_ENDS, /* of the socket in that part: from here to there, the address that was given in the part before it */
	SERVER_ENDS, /* from there to here */
	SOCKET_TYPE,
	SOCKET_FLAGS,
	CLONE_FLAGS,
	PROTECTION,
	FCNTL_COMMAND,
	PTRACE_REQUEST,
	EXECVEAT_FLAGS,
	FCHOWNAT_FLAGS,
	CLOSE_ON_EXEC
};

#define MAX_PARAMETERS 31

struct parameter {
	__u8 how;
	__u8 of;
};

struct row {
	const char *name;
	__u16 code;         /* of the event in the capture format: the exit of the newest shape */
	__s16 native;       /* number of the call; -1: this machine has none */
	__s16 compat;       /* its number for 32-bit programs */
	__s8 part;          /* its number as a part of socketcall, or -1 */
	__u8 ring;
	__u8 only;
	bool state;         /* needed to know what descriptors and processes are, whatever the rules ask */
	struct {
		__u8 what, argument, size;
	} read[PARTS];
	__u8 count;
	struct parameter parameters[MAX_PARAMETERS];
};

extern const struct row rows[];
extern const unsigned row_count;

#endif
