import { runAttack } from './attack'
import { ATTACKS } from './attacks'
import { removeTemplate } from './command'

afterAll(removeTemplate)

/** The campaign in short, on the same attempts each time but for the moments of processes; `npm run attack` goes on. */
test.each(ATTACKS)(
  '$name: $what',
  async (attack) => {
    const { failures, tried } = await runAttack(attack, {
      seed: 'suite',
      first: 0,
      count: attack.short,
      untilMs: Number.POSITIVE_INFINITY
    })
    expect(failures).toEqual([])
    expect(tried).toBe(attack.short)
  },
  240_000
)
