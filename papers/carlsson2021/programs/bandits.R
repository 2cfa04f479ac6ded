# Bandits with clustered arms, in base R: the instances and algorithms of Carlsson et al. (2021) as their replication tells them.
#
#   Rscript bandits.R algorithm=tsc instance=flat arms=100 clusters=10 horizon=1000 seed=0    one run, printed
#   Rscript bandits.R                                                                         stays up, a run a line (warm)
#
# A run prints what it lost to the best arm, cumulated over the horizon.

DEFAULTS <- list(
  algorithm = "ts", instance = "flat", arms = 100, clusters = 10, horizon = 3000, seed = 0,
  best.size = 10, width = 0.1, distance = 0.1, # the optimal cluster's size A* and width w*, its distance d to the others
  sizes = "random", # of the other clusters: arms fall into them at random, or all are equally large ("equal")
  levels = 1, # of splits in a hierarchy: 0 is no clustering, log2(arms) a full binary tree
  epsilon = 0.5, # how far arms of a cluster lie apart (contextual)
  exploration = 1, # c_p of UCB1, UCBC and UCT; alpha of LinUCB and LinUCBC
  represent = "mean", # a cluster's best arm (TSMax, UCBC): the one of the highest mean, or the one played most ("plays")
  init = "arms", # UCBC plays every arm once before it chooses, or one of every cluster ("clusters")
  regret = "expected" # the best arm's mean less that of the arm played, or less the reward that was drawn ("realised")
)

# --- Instances: list(theta, tree), where tree is list(children, parents) with the root first -------------------------------

# A node of nested lists and arm numbers, as arrays: children of each node (negative: an arm).
flatten <- function(nested) {
  children <- list()
  visit <- function(node) {
    id <- length(children) + 1L
    children[[id]] <<- integer(0)
    mine <- if (is.list(node)) vapply(node, function(child) visit(child), integer(1)) else -as.integer(node)
    children[[id]] <<- mine
    id
  }
  visit(nested)
  children
}

flat <- function(s) {
  others <- s$arms - s$best.size
  group <- if (s$sizes == "equal") rep_len(seq_len(s$clusters - 1), others) else sample.int(s$clusters - 1, others, TRUE)
  between <- function(n, low, high) {
    values <- runif(n, low, high)
    if (n >= 1) values[1] <- high
    if (n >= 2) values[2] <- low
    values
  }
  best <- between(s$best.size, 0.6 - s$width, 0.6)
  rest <- numeric(others)
  for (cluster in seq_len(s$clusters - 1)) {
    inside <- which(group == cluster)
    rest[inside] <- between(length(inside), 0.5 - s$width - s$distance, 0.6 - s$width - s$distance)
  }
  order <- sample.int(s$arms)
  list(theta = c(best, rest)[order], cluster = c(rep(s$clusters, s$best.size), group)[order])
}

hierarchy <- function(s) {
  theta <- runif(s$arms, 0.1, 0.8)
  split <- function(arms, levels) {
    if (levels == 0 || length(arms) == 1) return(arms)
    half <- ceiling(length(arms) / 2)
    list(split(arms[seq_len(half)], levels - 1), split(arms[-seq_len(half)], levels - 1))
  }
  list(theta = theta, nested = split(order(theta), s$levels))
}

kmeans.groups <- function(x, clusters) {
  if (length(x) <= clusters) return(seq_along(x))
  suppressWarnings(kmeans(x, clusters, iter.max = 50, nstart = 3)$cluster)
}

smooth <- function(s) {
  x <- runif(s$arms)
  split <- function(arms, levels) {
    if (levels == 0 || length(arms) <= s$clusters) return(arms)
    unname(lapply(base::split(arms, kmeans.groups(x[arms], s$clusters)), split, levels - 1))
  }
  list(theta = (sin(13 * x) * sin(27 * x) + 1) / 2, cluster = kmeans.groups(x, s$clusters), x = x, split = split)
}

instance <- function(s) {
  made <- switch(s$instance, flat = flat(s), hierarchy = hierarchy(s), kmeans = smooth(s), stop("no instance ", s$instance))
  if (is.null(made$nested) && s$algorithm %in% c("hts", "uct")) made$nested <- made$split(seq_len(s$arms), s$levels)
  nested <- switch(s$algorithm,
    ts = , ucb1 = seq_len(s$arms),
    tsc = , tsmax = , ucbc = unname(split(seq_len(s$arms), made$cluster)),
    hts = , uct = made$nested,
    stop("no algorithm ", s$algorithm, " on ", s$instance)
  )
  list(theta = made$theta, children = flatten(nested))
}

# --- Bernoulli rewards -----------------------------------------------------------------------------------------------------

play <- function(s) {
  made <- instance(s)
  theta <- made$theta
  best <- max(theta)
  chance <- runif(s$horizon) # the same whatever the algorithm: a pair shares its luck
  # Nodes first, then arms: one array of wins and losses for both.
  nodes <- length(made$children)
  children <- lapply(made$children, function(of) ifelse(of < 0, nodes - of, of))
  wins <- losses <- numeric(nodes + length(theta))
  choose <- switch(s$algorithm,
    ts = , tsc = , hts = function(of, t) which.max(rbeta(length(of), wins[of] + 1, losses[of] + 1)),
    ucb1 = , uct = function(of, t) {
      plays <- wins[of] + losses[of]
      new <- which(plays == 0)
      if (length(new) > 0) return(new[1])
      which.max(wins[of] / plays + s$exploration * sqrt(2 * log(sum(plays)) / plays))
    },
    tsmax = , ucbc = NULL
  )
  walk <- function(t) {
    node <- 1
    path <- 1
    repeat {
      of <- children[[node]]
      node <- of[choose(of, t)]
      path <- c(path, node)
      if (node > nodes) return(path)
    }
  }
  if (is.null(choose)) walk <- twoLevels(s, children, function() wins, function() losses)
  expected <- realised <- 0
  for (t in seq_len(s$horizon)) {
    path <- walk(t)
    mean <- theta[path[length(path)] - nodes]
    reward <- chance[t] < mean
    expected <- expected + best - mean
    realised <- realised + best - reward
    if (reward) wins[path] <- wins[path] + 1 else losses[path] <- losses[path] + 1
  }
  list(regret = if (s$regret == "realised") realised else expected)
}

# TSMax and UCBC: a cluster stands for its best arm so far.
twoLevels <- function(s, children, wins.now, losses.now) {
  clusters <- children[[1]]
  arms <- unlist(children[clusters])
  pending <- if (s$algorithm == "tsmax") integer(0)
    else if (s$init == "clusters") vapply(children[clusters], `[`, numeric(1), 1) else sort(arms)
  cluster.of <- integer(max(arms))
  for (cluster in clusters) cluster.of[children[[cluster]]] <- cluster
  function(t) {
    if (t <= length(pending)) return(c(1, cluster.of[pending[t]], pending[t]))
    wins <- wins.now()
    losses <- losses.now()
    plays <- wins + losses
    merit <- if (s$represent == "plays") plays else (wins + 1) / (plays + 2)
    if (s$algorithm == "tsmax") {
      first <- vapply(children[clusters], function(of) of[which.max(merit[of])], numeric(1))
      cluster <- clusters[which.max(rbeta(length(first), wins[first] + 1, losses[first] + 1))]
      of <- children[[cluster]]
      return(c(1, cluster, of[which.max(rbeta(length(of), wins[of] + 1, losses[of] + 1))]))
    }
    mean <- ifelse(plays > 0, wins / plays, 0)
    highest <- vapply(children[clusters], function(of) {
      if (s$represent == "plays") mean[of[which.max(plays[of])]] else max(mean[of])
    }, numeric(1))
    n <- plays[clusters]
    cluster <- clusters[which.max(highest + s$exploration * sqrt(2 * log(sum(n)) / n))]
    of <- children[[cluster]]
    new <- of[plays[of] == 0]
    if (length(new) > 0) return(c(1, cluster, new[1]))
    c(1, cluster, of[which.max(mean[of] + s$exploration * sqrt(2 * log(sum(plays[of])) / plays[of]))])
  }
}

# --- Linear rewards that depend on a context ---------------------------------------------------------------------------------

DIMENSIONS <- 5

contextual <- function(s) {
  cluster <- sample.int(s$clusters, s$arms, TRUE)
  centroid <- matrix(rnorm(s$clusters * DIMENSIONS), s$clusters)
  theta <- centroid[cluster, ] + s$epsilon * matrix(rnorm(s$arms * DIMENSIONS), s$arms)
  contexts <- matrix(rnorm(s$horizon * DIMENSIONS), s$horizon)
  chance <- runif(s$horizon)
  clustered <- s$algorithm %in% c("lintsc", "linucbc")
  sampled <- s$algorithm %in% c("lints", "lintsc")
  # B^-1 of each row, as a row; f; both of arms and, where there are any, of clusters.
  belief <- function(n) list(inverse = matrix(rep(as.vector(diag(DIMENSIONS)), each = n), n), mean = matrix(0, n, DIMENSIONS), f = matrix(0, n, DIMENSIONS))
  arms <- belief(s$arms)
  groups <- belief(s$clusters)
  members <- split(seq_len(s$arms), factor(cluster, seq_len(s$clusters)))
  # An empty cluster is none.
  present <- which(lengths(members) > 0)
  best <- function(belief, among, x) {
    value <- drop(belief$mean[among, , drop = FALSE] %*% x)
    variance <- drop(belief$inverse[among, , drop = FALSE] %*% as.vector(outer(x, x)))
    spread <- sqrt(pmax(variance, 0))
    among[which.max(if (sampled) rnorm(length(among), value, spread) else value + s$exploration * spread)]
  }
  learn <- function(belief, row, x, reward) {
    inverse <- matrix(belief$inverse[row, ], DIMENSIONS)
    along <- drop(inverse %*% x)
    inverse <- inverse - outer(along, along) / (1 + sum(x * along))
    belief$inverse[row, ] <- inverse
    belief$f[row, ] <- belief$f[row, ] + reward * x
    belief$mean[row, ] <- drop(inverse %*% belief$f[row, ])
    belief
  }
  expected <- realised <- outside <- 0
  everyone <- seq_len(s$arms)
  for (t in seq_len(s$horizon)) {
    x <- contexts[t, ]
    means <- drop(theta %*% x)
    among <- everyone
    if (clustered) {
      group <- best(groups, present, x)
      among <- members[[group]]
    }
    arm <- best(arms, among, x)
    reward <- 2 * means[arm] * chance[t] # uniform between 0 and twice the mean, whatever its sign
    expected <- expected + max(means) - means[arm]
    realised <- realised + max(means) - reward
    outside <- outside + (reward < 0 || reward > 1)
    arms <- learn(arms, arm, x, reward)
    if (clustered) groups <- learn(groups, group, x, reward)
  }
  list(regret = if (s$regret == "realised") realised else expected, outside = outside / s$horizon)
}

# --- A run, and where its settings come from ---------------------------------------------------------------------------------

run <- function(given) {
  s <- DEFAULTS
  unknown <- setdiff(names(given), names(DEFAULTS))
  if (length(unknown) > 0) stop("no setting ", unknown[1])
  for (name in names(given)) s[[name]] <- if (is.character(DEFAULTS[[name]])) given[[name]] else as.numeric(given[[name]])
  set.seed(s$seed)
  if (s$instance == "contextual") contextual(s) else play(s)
}

as.json <- function(values) paste0("{", paste0('"', names(values), '": ', vapply(values, sprintf, "", fmt = "%.17g"), collapse = ", "), "}")

# A request of claimcheck, whose settings are numbers and plain words: all of JSON that is needed.
field <- function(line, pattern) regmatches(line, regexec(pattern, line))[[1]][2]
settings.of <- function(line) {
  inside <- field(line, '"settings":[[:space:]]*\\{([^{}]*)\\}')
  pairs <- regmatches(inside, gregexpr('"[^"]+":[[:space:]]*("[^"]*"|[^,"]+)', inside))[[1]]
  given <- lapply(pairs, function(pair) gsub('^"[^"]+":[[:space:]]*"?|"$', "", pair))
  names(given) <- sub('^"([^"]+)".*$', "\\1", pairs)
  given
}

words <- commandArgs(trailingOnly = TRUE)
if (length(words) > 0) {
  cut <- regexpr("=", words, fixed = TRUE)
  cat(as.json(run(setNames(as.list(substring(words, cut + 1)), substring(words, 1, cut - 1)))), "\n")
} else {
  input <- file("stdin", "r")
  cat('{"ready": true}\n')
  flush(stdout())
  while (length(line <- readLines(input, 1)) > 0) {
    given <- settings.of(line)
    given$seed <- field(line, '"seed":[[:space:]]*([0-9]+)')
    name <- field(line, '"run":[[:space:]]*"([^"]*)"')
    answer <- tryCatch(
      sprintf('{"run": "%s", "end": "completed", "metrics": %s}', name, as.json(run(given))),
      error = function(problem) sprintf('{"run": "%s", "end": "failed", "message": "%s"}', name, gsub('["\\\\\n]', " ", conditionMessage(problem)))
    )
    cat(answer, "\n", sep = "")
    flush(stdout())
  }
}
