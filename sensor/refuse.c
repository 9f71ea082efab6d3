/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "loader.h"

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
