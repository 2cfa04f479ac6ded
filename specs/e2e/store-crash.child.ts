import fs from 'node:fs'
import { RunStore } from '../../src/store/store'
import { SAMPLE_ENVIRONMENT, sampleResult } from '../unit/store/sampleRun'
import type { CrashOrder, CrashStage } from './store-crash.order'

/**
 * Writes records and acknowledges each on stdout, until it kills itself at the stage it was told: the store's calls to
 * the file system run into a trap. `node -r hook store-crash.child.ts <CrashOrder as JSON>`
 */
const order = JSON.parse(process.argv[2]!) as CrashOrder
const store = new RunStore(order.folder)

if (order.startSignal !== null) {
  fs.writeFileSync(`${order.startSignal}.${process.pid}`, '')
  while (!fs.existsSync(order.startSignal));
}
for (const seed of order.seeds) {
  if (seed === order.crash?.seed) setTrap(order.crash.stage)
  store.write(sampleResult(seed), SAMPLE_ENVIRONMENT)
  if (seed === order.crash?.seed) die()
  fs.writeSync(1, `${seed}\n`)
}

function die(): void {
  process.kill(process.pid, 'SIGKILL')
  // The signal may be delivered a moment later; nothing may happen in between.
  for (;;);
}

function setTrap(stage: CrashStage): void {
  const original = { ...fs }
  let record: number | null = null
  Object.assign(fs, {
    openSync(...call: Parameters<typeof fs.openSync>) {
      if (call[1] !== 'wx') return original.openSync(...call)
      if (stage === 'before open') die()
      record = original.openSync(...call)
      return record
    },
    writeFileSync(descriptor: number, text: string) {
      if (stage === 'half written') {
        original.writeSync(descriptor, text.slice(0, text.length / 2))
        die()
      }
      original.writeFileSync(descriptor, text)
    },
    fsyncSync(descriptor: number) {
      if (stage === 'between write and fsync' && descriptor === record) die()
      original.fsyncSync(descriptor)
    },
    closeSync(descriptor: number) {
      if (stage === 'between fsync and close' && descriptor === record) die()
      original.closeSync(descriptor)
      if (descriptor === record) record = null
    },
    linkSync: (from: string, to: string) => publish(() => original.linkSync(from, to)),
    renameSync: (from: string, to: string) => publish(() => original.renameSync(from, to)),
    rmSync(...call: Parameters<typeof fs.rmSync>) {
      original.rmSync(...call)
      if (stage === 'between clean-up and fsync of the folder') die()
    }
  })

  function publish(action: () => void): void {
    if (stage === 'between fsync and rename') die()
    action()
    if (stage === 'between rename and clean-up') die()
  }
}
