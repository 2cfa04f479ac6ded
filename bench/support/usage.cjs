// Loaded before a program (node --require), and so before its workers: each adds a line with what it took when it ends.
const { appendFileSync } = require('node:fs')

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const line = { seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }
  appendFileSync(process.env.CLAIMCHECK_BENCH_USAGE, `${JSON.stringify(line)}\n`)
})
