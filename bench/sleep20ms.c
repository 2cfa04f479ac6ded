// What bench/programs.mjs starts many times: a program that is there for 20 ms and does next to nothing.
#include <time.h>

int main(void) {
  const struct timespec pause = {0, 20 * 1000 * 1000};
  return nanosleep(&pause, NULL);
}
