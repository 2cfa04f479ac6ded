#!/usr/bin/env node
import { runCli } from './runCli'

const interrupt = new AbortController()
process.once('SIGINT', () => {
  process.stderr.write('\nStopping; finished runs are kept. Press Ctrl-C again to stop at once.\n')
  interrupt.abort()
  process.once('SIGINT', () => process.exit(130))
})
// A reader that closes the pipe early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  now: Date.now,
  signal: interrupt.signal
}).then((code) => {
  process.exitCode = code
})
