/* SPDX-License-Identifier: Apache-2.0 */
/* Makes an event of a call, parameter by parameter, as its row in the table says. */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include "calls.h"
#include "loader.h"
#include "values.h"

struct parts {
	const struct told_call *told;
	const char *at[PARTS];
	size_t length[PARTS];
	/* Copies on a multiple of eight bytes, as parts are not; no call has more than one of each. */
	struct file_facts file;
	struct socket_facts socket;
};

/* Parts as their lengths say, within what came. */
static void split_parts(struct parts *parts, const struct row *row, const struct told_call *told, size_t size)
{
	const char *text = (const char *)(told + 1);
	size_t left = size - sizeof(*told);

	parts->told = told;
	for (int i = 0; i < PARTS; i++) {
		size_t length = told->head.length[i] <= left ? told->head.length[i] : 0;
		parts->at[i] = text;
		parts->length[i] = length;
		text += length;
		left -= length;
		if (row->read[i].what == READ_FILE && length >= sizeof(parts->file))
			memcpy(&parts->file, parts->at[i], sizeof(parts->file));
		if (row->read[i].what == READ_SOCKET && length >= sizeof(parts->socket))
			memcpy(&parts->socket, parts->at[i], sizeof(parts->socket));
	}
}

static const struct file_facts *file_in(const struct parts *parts, unsigned part)
{
	return parts->length[part] >= sizeof(parts->file) ? &parts->file : NULL;
}

static const struct socket_facts *socket_in(const struct parts *parts, unsigned part)
{
	return parts->length[part] >= sizeof(parts->socket) ? &parts->socket : NULL;
}

static bool number_in(const struct parts *parts, unsigned part, size_t at, void *number, size_t size)
{
	if (parts->length[part] < at + size)
		return false;
	memcpy(number, parts->at[part] + at, size);
	return true;
}

static void put_text(const struct parts *parts, unsigned part)
{
	size_t length = strnlen(parts->at[part], parts->length[part]);

	if (!parts->length[part])
		return;
	put(parts->at[part], length);
	PUT(__u8, 0);
}

static void put_file_path(const struct parts *parts, unsigned part)
{
	char text[PATH_BYTES + 2];
	unsigned flags;
	size_t length = file_in(parts, part) ? path_text(parts->at[part] + sizeof(struct file_facts), parts->length[part] - sizeof(struct file_facts),
							 text, sizeof(text), &flags) : 0;

	if (length) {
		put(text, length);
		PUT(__u8, 0);
	}
}

/* One end of a connection over IP: address and port in the order of this machine. */
struct end {
	__u16 family;
	__u8 address[16];
	__u16 port;
};

static const __u8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

static bool is_zero(const __u8 *bytes, size_t size)
{
	while (size--)
		if (*bytes++)
			return false;
	return true;
}

/* IPv4 through a socket of IPv6 is IPv4. */
static void unmap(struct end *end)
{
	if (end->family == AF_INET6 && !memcmp(end->address, mapped, sizeof(mapped))) {
		memmove(end->address, end->address + sizeof(mapped), 4);
		end->family = AF_INET;
	}
}

static bool end_given(const struct parts *parts, unsigned part, struct end *end)
{
	const char *bytes = parts->at[part];
	size_t length = parts->length[part];
	__u16 family = 0;

	if (length < sizeof(family))
		return false;
	memcpy(&family, bytes, sizeof(family));
	*end = (struct end){ .family = family };
	if (family == AF_INET && length >= 8) {
		memcpy(end->address, bytes + 4, 4);
	} else if (family == AF_INET6 && length >= 24) {
		memcpy(end->address, bytes + 8, 16);
	} else {
		return false;
	}
	__u16 port;
	memcpy(&port, bytes + 2, 2);
	end->port = ntohs(port);
	unmap(end);
	return true;
}

static size_t address_size(__u16 family)
{
	return family == AF_INET ? 4 : 16;
}

static void put_address(const struct parts *parts, unsigned part)
{
	struct end end;
	__u16 family;

	if (end_given(parts, part, &end)) {
		PUT(__u8, end.family);
		put(end.address, address_size(end.family));
		PUT(__u16, end.port);
	} else if (number_in(parts, part, 0, &family, sizeof(family)) && family < 256) {
		PUT(__u8, family);
		if (family != AF_UNIX)
			return;
		/* An abstract name begins with a zero byte and is written with an @, as tools show it. */
		const char *path = parts->at[part] + 2;
		size_t length = parts->length[part] - 2;
		if (length && !*path) {
			PUT(__u8, '@');
			path++;
			length--;
		}
		put(path, strnlen(path, length));
		PUT(__u8, 0);
	}
}

/* Both ends. The address that a call was given stands where the socket itself is not connected. */
static void put_ends(const struct parts *parts, unsigned part, bool client)
{
	const struct socket_facts *socket = socket_in(parts, part);
	struct end local, remote, given;

	if (!socket)
		return;
	if (socket->family == AF_UNIX) {
		PUT(__u8, AF_UNIX);
		PUT(__u64, client ? socket->own : socket->peer);
		PUT(__u64, client ? socket->peer : socket->own);
		size_t length = socket->path_length < sizeof(socket->path) ? socket->path_length : sizeof(socket->path);
		const char *path = socket->path;
		if (length && !*path) {
			PUT(__u8, '@');
			path++;
			length--;
		}
		put(path, strnlen(path, length));
		PUT(__u8, 0);
		return;
	}
	if (socket->family != AF_INET && socket->family != AF_INET6)
		return;
	local = (struct end){ .family = socket->family, .port = socket->local_port };
	remote = (struct end){ .family = socket->family, .port = socket->remote_port };
	memcpy(local.address, socket->local, 16);
	memcpy(remote.address, socket->remote, 16);
	unmap(&local);
	unmap(&remote);
	if (part > 0 && end_given(parts, part - 1, &given) && !remote.port)
		remote = given;
	if (local.family != remote.family) {
		/* Not bound yet, or to every address: then it is of the family that it talks. */
		if (!is_zero(local.address, 16))
			return;
		local.family = remote.family;
	}
	if (!remote.port && is_zero(remote.address, 16))
		return;
	const struct end *source = client ? &local : &remote, *target = client ? &remote : &local;
	PUT(__u8, remote.family);
	put(source->address, address_size(remote.family));
	PUT(__u16, source->port);
	put(target->address, address_size(remote.family));
	PUT(__u16, target->port);
}

static __u32 open_flags(const struct parts *parts, __u32 linux_flags, const struct file_facts *file)
{
	__u32 flags = capture_open_flags(linux_flags);

	if (!file)
		return flags;
	if (S_ISDIR(file->mode))
		flags |= CAPTURE_DIRECTORY;
	if (file->created)
		flags |= CAPTURE_CREATED;
	(void)parts;
	return flags | (file->layer == 1 ? CAPTURE_UPPER : file->layer == 2 ? CAPTURE_LOWER : 0);
}

static void put_parameter(const struct parts *parts, const struct parameter *parameter)
{
	const struct told_call *told = parts->told;
	unsigned of = parameter->of;
	__u64 argument = of < 6 ? told->args[of] : 0;
	const struct file_facts *file;
	__u64 how;
	__s32 fd;

	switch (parameter->how) {
	case NOT_TOLD:
		break;
	case RESULT:
		if (!told->head.without_result)
			PUT(__s64, told->result);
		break;
	case AS_FD:
		PUT(__s64, (__s32)argument);
		break;
	case AS_U8:
		PUT(__u8, argument);
		break;
	case AS_U16:
		PUT(__u16, argument);
		break;
	case AS_U32:
		PUT(__u32, argument);
		break;
	case AS_U64:
		PUT(__u64, argument);
		break;
	case TEXT:
		put_text(parts, of);
		break;
	case PLACE_TEXT:
		put_file_path(parts, of);
		break;
	case BYTES:
		put(parts->at[of], parts->length[of]);
		break;
	case FIRST_FD:
	case SECOND_FD:
		if (told->result >= 0 && number_in(parts, of, parameter->how == FIRST_FD ? 0 : 4, &fd, sizeof(fd)))
			PUT(__s64, fd);
		break;
	case OPEN_FLAGS: {
		/* The file is in the part behind the name, if the call gave one. */
		file = told->result >= 0 && parts->length[1] ? file_in(parts, 1) : NULL;
		PUT(__u32, open_flags(parts, argument, file));
		break;
	}
	case CREAT_FLAGS:
		file = file_in(parts, of);
		if (file)
			PUT(__u16, file->layer);
		break;
	case HOW_FLAGS:
		if (number_in(parts, of, 0, &how, sizeof(how)))
			PUT(__u32, open_flags(parts, how, told->result >= 0 ? file_in(parts, 1) : NULL));
		break;
	case HOW_MODE:
		if (number_in(parts, of, 8, &how, sizeof(how)))
			PUT(__u32, how);
		break;
	case HOW_RESOLVE:
		if (number_in(parts, of, 16, &how, sizeof(how)))
			PUT(__u32, capture_resolve_flags(how));
		break;
	case DEVICE:
		file = file_in(parts, of);
		if (file)
			PUT(__u32, capture_device(file->device));
		break;
	case INODE:
		file = file_in(parts, of);
		if (file)
			PUT(__u64, file->inode);
		break;
	case ADDRESS:
		put_address(parts, of);
		break;
	case CLIENT_ENDS:
		put_ends(parts, of, true);
		break;
	case SERVER_ENDS:
		put_ends(parts, of, false);
		break;
	case SOCKET_TYPE:
		PUT(__u32, argument & 0xf);
		break;
	case SOCKET_FLAGS:
		PUT(__u32, capture_open_flags(argument & (SOCK_CLOEXEC | SOCK_NONBLOCK)) & ~1u);
		break;
	case CLONE_FLAGS:
		PUT(__u32, capture_clone_flags(argument));
		break;
	case PROTECTION:
		PUT(__u32, capture_protection(argument));
		break;
	case FCNTL_COMMAND:
		PUT(__u8, capture_fcntl(argument));
		break;
	case PTRACE_REQUEST:
		PUT(__u16, capture_ptrace(argument));
		break;
	case EXECVEAT_FLAGS:
		PUT(__u32, (argument & 0x1000 ? 1 : 0) | (argument & 0x100 ? 2 : 0));
		break;
	case FCHOWNAT_FLAGS:
		PUT(__u32, (argument & 0x100 ? 1024 : 0) | (argument & 0x1000 ? 4096 : 0));
		break;
	case CLOSE_ON_EXEC:
		PUT(__u32, capture_open_flags(argument) & CAPTURE_CLOEXEC);
		break;
	}
	end_parameter();
}

/* What the kernel says of the path that a call named: the same, another, or that it has no name any more. */
static __u32 compare_path(const struct parts *parts, const struct row *row, char *text, size_t size, size_t *length)
{
	unsigned flags = 0;
	__u32 marks = 0;

	*length = 0;
	for (int part = 0; part < PARTS; part++) {
		const char *at = parts->at[part];
		size_t left = parts->length[part];
		if (row->read[part].what == READ_FILE) {
			if (left <= sizeof(struct file_facts))
				continue;
			marks |= S_ISDIR(file_in(parts, part)->mode) ? TOLD_DIRECTORY : 0;
			at += sizeof(struct file_facts);
			left -= sizeof(struct file_facts);
		} else if (row->read[part].what != READ_PLACE || parts->told->result < 0) {
			continue;
		}
		*length = path_text(at, left, text, size, &flags);
	}
	if (!*length)
		return marks;
	marks |= (flags & PATH_CUT ? MARK_CUT : 0) | (flags & (PATH_DELETED | PATH_FLOATING) ? TOLD_NAMELESS : 0);
	if (flags & PATH_CUT || !(flags & PATH_WHOLE)) {
		*length = 0;
		return marks;
	}
	for (int part = 0; part < PARTS; part++)
		if (row->read[part].what == READ_STRING && strnlen(parts->at[part], parts->length[part]) == *length &&
		    !memcmp(parts->at[part], text, *length))
			return marks | TOLD_SAME_PATH;
	return marks | TOLD_OTHER_PATH;
}

void tell_call_event(const struct told_call *told, size_t size)
{
	const struct row *row = &rows[told->head.row - FIRST_CALL];
	struct parts parts;
	char text[PATH_BYTES + 2];
	size_t length;

	split_parts(&parts, row, told, size);
	__u32 marks = compare_path(&parts, row, text, sizeof(text), &length) | told->head.marks;
	struct event_head head = { .cgroup = told->head.cgroup, .start = told->head.start, .time = told->head.time, .tid = told->head.tid,
				   .pid = told->head.pid, .marks = marks, .cpu = told->head.cpu, .code = row->code, .count = row->count };

	/* What the kernel could not read either was no name. */
	unread_names += (marks & MARK_UNREAD) != 0 && told->result != -EFAULT;
	note_cgroup(&told->head);
	need_cgroup(told->head.cgroup);
	begin_event(&head);
	for (unsigned i = 0; i < row->count; i++)
		put_parameter(&parts, &row->parameters[i]);
	finish_event();
	if (marks & TOLD_OTHER_PATH)
		put_string(text, length);
	finish_frame();
}
