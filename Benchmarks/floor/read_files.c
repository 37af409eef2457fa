// The floor of reading text: `read_files FOLDER THREADS` opens every file below a folder and reads its first 16 KB.
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char **paths;
static size_t count, capacity, next;

static void collect(const char *folder) {
  DIR *open = opendir(folder);
  struct dirent *entry;
  while (open && (entry = readdir(open))) {
    if (entry->d_name[0] == '.') continue;
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    if (entry->d_type == DT_DIR) { collect(path); continue; }
    if (count == capacity) paths = realloc(paths, (capacity = capacity ? 2 * capacity : 1024) * sizeof *paths);
    paths[count++] = strdup(path);
  }
  if (open) closedir(open);
}

static void *work(void *unused) {
  char buffer[16384];
  for (;;) {
    size_t index = __atomic_fetch_add(&next, 1, __ATOMIC_RELAXED);
    if (index >= count) return NULL;
    int file = open(paths[index], O_RDONLY | O_CLOEXEC);
    if (file < 0 || pread(file, buffer, sizeof buffer, 0) < 0) abort();
    close(file);
  }
}

int main(int argc, char **argv) {
  pthread_t threads[64];
  int number = atoi(argv[2]);
  collect(argv[1]);
  for (int i = 0; i < number; i++) pthread_create(&threads[i], NULL, work, NULL);
  for (int i = 0; i < number; i++) pthread_join(threads[i], NULL);
  return 0;
}
