import type { ExamplesByKind } from '../../../contract/kindContract'

const numbers = { kind: 'arithmetic', expression: '5000 * 128 / 50000' } as const
const example = (low: number, high: number) => ({
  hypothesis: { ...numbers, low, high },
  evidence: { ...numbers, low, high, value: 12.8 }
})

export const examples: ExamplesByKind<'arithmetic'> = {
  arithmetic: [
    ['reproduced', example(10, 20)],
    ['refuted (below)', example(13, 20)],
    ['refuted (above)', example(10, 12)]
  ]
}
