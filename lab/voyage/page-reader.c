/*
 * Stands in for the page's interpreter in the voyage test: reads the modules that it is given, as Node would, and goes on for a moment.
 */
#include <stdio.h>
#include <time.h>

int main(int count, char **names) {
	for (int i = 1; i < count; i++) {
		FILE *module = fopen(names[i], "r");
		if (module == NULL) return 1;
		while (fgetc(module) != EOF) continue;
		fclose(module);
	}
	struct timespec moment = { .tv_nsec = 300000000 };
	nanosleep(&moment, NULL);
	return 0;
}
