import os from 'node:os'

/** What the figures were measured on and how busy it was before, one line. */
export function describeMachine() {
  const gib = (os.totalmem() / 2 ** 30).toFixed(0)
  const model = os.cpus()[0]?.model.trim() ?? 'unknown cpu'
  return `${model}, ${os.availableParallelism()} cores, ${gib} GiB, ${os.platform()}, node ${process.version}, load ${os.loadavg()[0].toFixed(1)} at the start`
}
