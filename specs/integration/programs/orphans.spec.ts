import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { processesWith, scratchFolder } from '../../support/programs/scratch'

const where = process.platform === 'win32' ? describe.skip : describe
const scratch = scratchFolder()
const HOOK = path.join(__dirname, '../../support/typescriptHook.cjs')

let durations = 87_000 + (process.pid % 1000)

async function startParent(line: string): Promise<ChildProcess> {
  const fixture = path.join(__dirname, 'parent.fixture.ts')
  const parent = spawn(process.execPath, ['--require', HOOK, fixture, scratch.run(), line], {
    stdio: ['ignore', 'pipe', 'ignore']
  })
  await once(parent.stdout!, 'data')
  return parent
}

async function until(holds: () => boolean): Promise<void> {
  const start = Date.now()
  while (!holds()) {
    if (Date.now() - start > 20_000) throw new Error('it does not come to that')
    await wait(20)
  }
}

/** What is still there after the time that the guard has; it needs a moment. */
async function leftOf(marker: string): Promise<readonly string[]> {
  for (let waitedMs = 0; waitedMs < 5000; waitedMs += 50) {
    if (processesWith(marker).length === 0) return []
    await wait(50)
  }
  return processesWith(marker)
}

where('whenever claimcheck is killed by kill -9', () => {
  const hasSetsid = process.platform === 'linux' && spawnSync('setsid', ['true']).status === 0
  const away = hasSetsid ? 'setsid ' : ''
  // Delays over a start, a run of some processes, its end and the next start.
  it.each(Array.from({ length: 30 }, (_, index) => (index * 37) % 150))(
    `no program of its is left, nor what that started (${away || 'no setsid'}): after %i ms`,
    async (delayMs) => {
      const marker = `sleep ${++durations}.25`
      const parent = await startParent(
        `${away}${marker} & (trap '' TERM HUP; ${marker}) & sleep 0.05; ${marker} & wait`
      )
      await wait(delayMs)
      parent.kill('SIGKILL')
      await once(parent, 'exit')
      expect(await leftOf(marker)).toEqual([])
    }
  )

  it('its guard is gone as well, and others of the same kind are left alone', async () => {
    const [marker, other] = [`sleep ${++durations}.25`, `sleep ${++durations}.25`]
    const [parent, bystander] = await Promise.all([startParent(marker), startParent(other)])
    await until(() => processesWith(marker).length >= 2 && processesWith(other).length >= 2)
    const guards = () => processesWith('claimcheck-guard').length
    const before = guards()
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    expect(await leftOf(marker)).toEqual([])
    expect(processesWith(other).length).toBeGreaterThanOrEqual(2)
    await until(() => guards() < before)
    bystander.kill('SIGKILL')
    await once(bystander, 'exit')
    expect(await leftOf(other)).toEqual([])
  })
})

where('when the guard is killed', () => {
  it('the next start makes a new one, which knows the programs that run', async () => {
    const marker = `sleep ${++durations}.25`
    // One that stays, and many that come and go, each of which needs the guard. Of two that start at once, `mkdir` lets one stay.
    const parent = await startParent(`mkdir ../long 2>/dev/null && exec ${marker}; exec sleep 0.02`)
    await until(() => processesWith(marker).length > 0)
    const guardOf = () => {
      const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
      const line = stdout.split('\n').find((one) => one.includes('claimcheck-guard') && one.includes(` ${parent.pid} `))
      return Number(line?.trim().split(/\s+/)[0])
    }
    const first = guardOf()
    process.kill(first, 'SIGKILL')
    await until(() => guardOf() > 0 && guardOf() !== first)
    await wait(200)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    expect(await leftOf(marker)).toEqual([])
  })
})
