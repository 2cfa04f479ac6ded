import { WorkerCrashError, type WorkerEnd } from '../../../src/exec/workerCrashError'

const quiet: WorkerEnd = { exitCode: null, signal: null, lastLines: [], startError: null }

function details(end: Partial<WorkerEnd>): { readonly received?: string; readonly remedy?: string } {
  return new WorkerCrashError('a worker ended', { ...quiet, ...end }).details
}

test.each([
  [{ exitCode: 7 }, 'exit code 7; it printed nothing'],
  [{ exitCode: 0xc0000005 }, 'exit code 3221225477 (0xC0000005); it printed nothing'],
  [{ signal: 'SIGSEGV' as const }, 'killed by SIGSEGV; it printed nothing'],
  [{ startError: new Error('spawn EAGAIN') }, 'spawn EAGAIN; it printed nothing'],
  [{ exitCode: 1, lastLines: ['a', 'b'] }, 'exit code 1; its last lines:\n    a\n    b']
])('%j', (end, received) => {
  expect(details(end).received).toBe(received)
})

test.each([
  [{ signal: 'SIGABRT' as const, lastLines: ['FATAL ERROR: Reached heap limit - JavaScript heap out of memory'] }],
  [{ signal: 'SIGKILL' as const }]
])('lack of memory is named: %j', (end) => {
  expect(details(end).remedy).toContain('memory')
  expect(details({ exitCode: 1 }).remedy).not.toContain('memory')
})
