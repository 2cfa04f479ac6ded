// What the bench has to know of an engine's inside: how long its evaluations take, which the peers do not make, and how
// long a graph takes to compile. The compiled modules call each other through their exports, which are wrapped here.

/** CPU time of this process, in milliseconds. */
export function cpuMilliseconds() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Adds up the wall and the CPU time of a module's function, call by call. */
export function meter(module, name) {
  const inner = module[name]
  if (typeof inner !== 'function') throw new Error(`the bench does not find ${name} in this compiled claimcheck`)
  const total = { milliseconds: 0, cpuMilliseconds: 0 }
  module[name] = (...args) => {
    const start = performance.now()
    const cpuStart = cpuMilliseconds()
    const stop = () => {
      total.milliseconds += performance.now() - start
      total.cpuMilliseconds += cpuMilliseconds() - cpuStart
    }
    const result = inner.apply(module, args)
    if (result instanceof Promise) return result.finally(stop)
    stop()
    return result
  }
  return total
}

/** The longest that a training graph took from being asked for to being ready: built, encoded and loaded. */
export function meterCompilation(CohortModel) {
  const inner = CohortModel.prototype.training
  if (typeof inner !== 'function') throw new Error('the bench does not find CohortModel.training')
  const longest = { milliseconds: 0 }
  const known = new WeakSet()
  CohortModel.prototype.training = function (...args) {
    const start = performance.now()
    const result = inner.apply(this, args)
    if (!known.has(result.graph)) {
      known.add(result.graph)
      const stop = () => {
        longest.milliseconds = Math.max(longest.milliseconds, performance.now() - start)
      }
      result.graph.then(stop, () => undefined)
    }
    return result
  }
  return longest
}
