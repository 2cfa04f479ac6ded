# Ridge regression with few points and many features: Rscript fit.R penalty=<lambda>
words <- strsplit(commandArgs(trailingOnly = TRUE), "=", fixed = TRUE)
settings <- setNames(lapply(words, function(word) as.numeric(word[2])), sapply(words, function(word) word[1]))
penalty <- settings$penalty
set.seed(as.integer(Sys.getenv("CLAIMCHECK_SEED", "0")))

features <- 20
draw <- function(points) {
  x <- matrix(rnorm(points * features), points)
  list(x = x, y = as.vector(x %*% truth) + rnorm(points))
}
truth <- rnorm(features) / 4
train <- draw(25)
test <- draw(500)

weights <- solve(crossprod(train$x) + penalty * diag(features), crossprod(train$x, train$y))
error <- mean((test$y - test$x %*% weights)^2)
# One value is enough: a line of JSON in the file that claimcheck names.
cat(sprintf('{"test_mse": %.17g}\n', error), file = Sys.getenv("CLAIMCHECK_METRICS", "metrics.jsonl"), append = TRUE)
