/** Quantile by linear interpolation between order statistics (R type 7). */
export function quantile(values, p) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = p * (sorted.length - 1)
  const below = Math.floor(at)
  return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below])
}

export function median(values) {
  return quantile(values, 0.5)
}

/** Slope of log y against log x by least squares: the exponent of a power law. */
export function exponent(points) {
  const logs = points.map(({ x, y }) => [Math.log(x), Math.log(y)])
  const mean = (index) => logs.reduce((sum, log) => sum + log[index], 0) / logs.length
  const [mx, my] = [mean(0), mean(1)]
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0)
  return covariance / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
}

/** Three significant digits, in plain notation. */
export function format(value) {
  if (!Number.isFinite(value)) return '-'
  return value >= 100 ? value.toFixed(0) : value.toLocaleString('en-US', { maximumSignificantDigits: 3 })
}

/** Median and quartiles, `median [lower, upper]`. */
export function spread(values) {
  return `${format(median(values))} [${format(quantile(values, 0.25))}, ${format(quantile(values, 0.75))}]`
}
