/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "loader.h"

/* The parts stand from the last name to the first. */
size_t path_text(const char *parts, size_t length, char *text, size_t size, unsigned *flags)
{
	size_t at = size, end = length;

	*flags = 0;
	if (length < 1)
		return 0;
	*flags = (unsigned char)parts[0];
	for (size_t from = 1; from < end;) {
		size_t name = strnlen(parts + from, end - from);
		if (at < name + 1) {
			*flags |= PATH_CUT;
			break;
		}
		at -= name;
		memcpy(text + at, parts + from, name);
		text[--at] = '/';
		from += name + 1;
	}
	/* What hangs nowhere has a name and no place; of a path that was cut the beginning is missing. */
	if (at < size && !(*flags & PATH_WHOLE))
		at++;
	if (at == size && *flags & PATH_WHOLE)
		text[--at] = '/';
	memmove(text, text + at, size - at);
	return size - at;
}
