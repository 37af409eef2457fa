// Only the limits and the names of events: its tracking of paths is wrong after renames.
#include <inotifytools/inotifytools.h>
