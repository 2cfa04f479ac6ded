import golden from '../../../fixtures/golden/stats/tasks.json'
import { probabilityOfImprovement } from '../../../src/stats/probabilityOfImprovement'

const tasks = golden.scores.control.map((control, task) => ({ control, treatment: golden.scores.treatment[task]! }))

test('rliable: probability_of_improvement', () => {
  expect(probabilityOfImprovement(tasks)).toBeCloseTo(golden.scores.improvement, 12)
})

test('counts ties half, every task alike, and its contrary is what is left', () => {
  expect(probabilityOfImprovement([{ control: [1], treatment: [1] }])).toBe(0.5)
  const uneven = { control: [0, 0, 0, 0], treatment: [1] }
  expect(probabilityOfImprovement([uneven, { control: [1], treatment: [0] }])).toBe(0.5)
  const turned = tasks.map(({ control, treatment }) => ({ control: treatment, treatment: control }))
  expect(probabilityOfImprovement(turned)).toBeCloseTo(1 - golden.scores.improvement, 12)
  expect(() => probabilityOfImprovement([])).toThrow(RangeError)
})
