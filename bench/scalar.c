// The online problem of Reddi et al. 2018 by Adam or AMSGrad, float64: the peer of bench/scalar.mjs.
//   cc -O2 -o scalar scalar.c -lm && ./scalar adam|amsgrad <steps>
// Prints the CPU seconds of the loop and the last iterate. The update only: no regret, no window mean, no trajectory.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  const int amsgrad = strcmp(argv[1], "amsgrad") == 0;
  const long steps = atol(argv[2]);
  const double alpha = 0.001, beta1 = 0.9, beta2 = 0.99, epsilon = 1e-8;
  double x = 0, m = 0, v = 0, vhat = 0;
  int phase = 0;
  struct timespec start, end;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
  for (long t = 0; t < steps; t++) {
    if (++phase == 101) phase = 0;
    const double g = phase == 1 ? 1010 : -10;
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * (g * g);
    double w = v;
    if (amsgrad) {
      vhat = v > vhat ? v : vhat;
      w = vhat;
    }
    x -= alpha * m / (sqrt(w) + epsilon);
    x = x < -1 ? -1 : x > 1 ? 1 : x;
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
  printf("%.9f %.17g\n", (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec), x);
  return 0;
}
