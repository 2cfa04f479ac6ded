import type { ClaimPlan, Plan } from '../../../src/plan/types'
import type { RunResult } from '../../../src/store/types'
import { ArmWatch } from '../../../src/verify/armWatch'

type Role = Pick<ClaimPlan['roles'][number], 'arm' | 'seed' | 'key' | 'purpose' | 'setting' | 'initialPoint'>

function role(arm: string, seed: number, purpose: Role['purpose'] = 'judgement'): Role {
  return { arm, seed, purpose, key: `${arm}${seed}`, setting: {}, initialPoint: null }
}

const ROLES = [role('a', 0), role('b', 0), role('a', 1), role('b', 1), role('a', 2), role('b', 2)]

/** What is said while these losses come in, by key. */
function told(losses: Readonly<Record<string, number>>, roles: readonly Role[] = ROLES, kind = 'program'): string[] {
  const said: string[] = []
  const watch = new ArmWatch((text) => said.push(text))
  watch.follow({ claims: [{ claim: { id: 'paper/x' }, experiment: { kind }, roles }] } as unknown as Plan)
  const results = new Map<string, RunResult>()
  for (const [key, loss] of Object.entries(losses)) {
    results.set(key, { metrics: { loss: { unit: 'step', at: [1], values: [loss] } } } as unknown as RunResult)
    watch.settle(key, results)
  }
  return said
}

describe('ArmWatch', () => {
  it('says once, as soon as two seeds tell, that arms log the same values', () => {
    const said = told({ a0: 1, b0: 1, a1: 2, b1: 2, a2: 3, b2: 3 })
    expect(said).toEqual([
      'paper/x: arms a and b logged exactly the same values at seeds 0 and 1: the setting that tells them apart probably does nothing'
    ])
    expect(told({ a0: 1, b0: 1, a1: 2 })).toEqual([])
  })

  it('says nothing where a seed tells the arms apart', () => {
    expect(told({ a0: 1, b0: 1.5, a1: 2, b1: 2, a2: 3, b2: 3 })).toEqual([])
    expect(told({ a1: 2, b1: 2, a0: 1, b0: 1.5, a2: 3, b2: 3 })).toEqual([])
  })

  it('looks at the runs that are judged, and at programs alone', () => {
    const tuned = ROLES.map((each) => ({ ...each, purpose: 'selection' as const }))
    expect(told({ a0: 1, b0: 1, a1: 2, b1: 2 }, tuned)).toEqual([])
    expect(told({ a0: 1, b0: 1, a1: 2, b1: 2 }, ROLES, 'classification')).toEqual([])
  })

  it('compares arms at one setting: tasks differ, whatever the arms do', () => {
    const at = (env: string) => ROLES.map((each) => ({ ...each, key: `${env}${each.key}`, setting: { env } }))
    const roles = [...at('x'), ...at('y')]
    expect(told({ xa0: 1, ya0: 5, xb0: 1, yb0: 5, xa1: 2, xb1: 2 }, roles)).toHaveLength(1)
    expect(told({ xa0: 1, ya0: 5, xb0: 1, yb0: 6, xa1: 2, xb1: 2 }, roles)).toEqual([])
  })

  it('is not misled by arms that are one run', () => {
    const shared = ROLES.map((each) => ({ ...each, key: `one${each.seed}` }))
    expect(told({ one0: 1, one1: 2, one2: 3 }, shared)).toEqual([])
  })
})
