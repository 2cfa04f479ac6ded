import { systemClock } from '../../../src/data/clock'

describe('systemClock', () => {
  it('sleeps, and stops sleeping with the reason of the signal', async () => {
    await systemClock.sleep(1, undefined)
    const controller = new AbortController()
    const asleep = systemClock.sleep(1_000_000, controller.signal)
    controller.abort(new Error('woken'))
    await expect(asleep).rejects.toThrow('woken')
  })

  it('calls back once, unless it is told not to', async () => {
    const calls: string[] = []
    await new Promise<void>((resolve) => {
      systemClock.startTimer(0, () => calls.push('stopped'))()
      systemClock.startTimer(1, () => {
        calls.push('ran')
        resolve()
      })
    })
    expect(calls).toEqual(['ran'])
  })
})
