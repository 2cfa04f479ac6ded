// Gradient descent on a badly scaled parabola with noisy gradients: train [--momentum=<m>] [--lr=<rate>]
// The seed and the folder of the run come from the environment, as claimcheck has them for every program.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>

int main(int count, char **words) {
  double momentum = 0, lr = 0.02;
  for (int i = 1; i < count; i++) {
    if (!std::strncmp(words[i], "--momentum=", 11)) momentum = std::atof(words[i] + 11);
    else if (!std::strncmp(words[i], "--lr=", 5)) lr = std::atof(words[i] + 5);
    else return std::fprintf(stderr, "unknown argument: %s\n", words[i]), 2;
  }
  const char *seed = std::getenv("CLAIMCHECK_SEED"), *folder = std::getenv("CLAIMCHECK_RUN_DIR");
  if (!seed || !folder) return std::fprintf(stderr, "start it with CLAIMCHECK_SEED and CLAIMCHECK_RUN_DIR\n"), 2;
  std::mt19937_64 engine(std::strtoull(seed, nullptr, 10));
  std::normal_distribution<double> normal;
  std::FILE *log = std::fopen((std::string(folder) + "/metrics.csv").c_str(), "w");
  if (!log) return std::perror("metrics.csv"), 1;
  std::fprintf(log, "step,loss\n");
  const double curvature[2] = {1, 25};
  double position[2] = {3 + normal(engine), 3 + normal(engine)}, velocity[2] = {0, 0};
  for (int step = 1; step <= 60; step++) {
    double loss = 0;
    for (int i = 0; i < 2; i++) {
      velocity[i] = momentum * velocity[i] - lr * (curvature[i] * position[i] + 0.1 * normal(engine));
      position[i] += velocity[i];
      loss += curvature[i] * position[i] * position[i] / 2;
    }
    std::fprintf(log, "%d,%.17g\n", step, loss);
  }
  return std::fclose(log) ? 1 : 0;
}
