#!/usr/bin/env node
import { writeSync } from 'node:fs'
import { outputTo } from './output'

// First of all: from here on Ctrl-C and a reader who leaves find somebody who knows what they mean.
const interrupt = new AbortController()
const stdout = outputTo(process.stdout)
const stderr = outputTo(process.stderr)
process.once('SIGINT', () => {
  stderr.stream.write('\nStopping; finished runs are kept. Press Ctrl-C again to stop at once.\n')
  interrupt.abort()
  process.once('SIGINT', () => process.exit(130))
})
process.on('uncaughtException', (error) => {
  process.exit(explainError(error))
})
process.on('exit', (code) => {
  // What was interrupted is incomplete, whatever the parts that had been finished came to.
  if (interrupt.signal.aborted) process.exitCode = 130
  else if (stdout.failure !== null) process.exitCode = reportLoss(stdout.failure, code)
})

/** Loaded late: what loading fails of, for want of memory or of open files, is explained like anything else. */
function commandLine(): typeof import('./runCli') {
  return require('./runCli')
}

function explainError(error: unknown): number {
  const { explain } = require('./explain') as typeof import('./explain')
  return explain(error, stderr.stream)
}

/** Synchronously, since this is the end. */
function reportLoss({ message }: Error, code: number): number {
  try {
    writeSync(2, `Not all of standard output could be written: ${message}\n`)
  } catch {
    // Then nobody can be told.
  }
  return code === 0 || code === 1 ? 3 : code
}

async function ask(question: string): Promise<string> {
  const { createInterface } = require('node:readline/promises') as typeof import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question, { signal: interrupt.signal })
  } catch {
    // Ctrl-C is no consent.
    return ''
  } finally {
    lines.close()
  }
}

async function main(): Promise<void> {
  process.exitCode = await commandLine().runCli(process.argv.slice(2), {
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: process.env,
    cwd: process.cwd(),
    now: Date.now,
    signal: interrupt.signal,
    ...(process.stdin.isTTY && process.stderr.isTTY && { ask })
  })
}

main().catch((error: unknown) => {
  process.exitCode = explainError(error)
})
