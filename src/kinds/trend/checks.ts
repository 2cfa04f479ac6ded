import {
  arrayAt,
  idOfPlace,
  isObject,
  numberAt,
  objectAt,
  type SpecDocument,
  stringAt,
  valueAt
} from '../../claims/document'
import { fieldAtProfiles, numSettings } from '../../claims/experimentDocument'
import { didYouMean, type JsonPath, type LintProblem, listOf, oneOf, problemAt } from '../../claims/lintProblem'
import { metricBounds } from '../../runs/metrics'
import { checkEquivalenceMargin, checkMargin } from '../comparison/checks'
import { checkTaskAxis, numTasksOn } from '../shared/taskAxis'
import { isShape } from './segments'

const HYPOTHESIS = 'hypothesis'

interface LevelFile {
  readonly value: number | undefined
  readonly arm: string | undefined
  readonly control: string | undefined
}

function levelsAt(claim: SpecDocument): readonly LevelFile[] | undefined {
  return arrayAt(claim, HYPOTHESIS, 'levels')?.map((_, index) => ({
    value: numberAt(claim, HYPOTHESIS, 'levels', index, 'value'),
    arm: stringAt(claim, HYPOTHESIS, 'levels', index, 'arm'),
    control: stringAt(claim, HYPOTHESIS, 'levels', index, 'control')
  }))
}

/** The levels are arms, or the values of an axis. */
export function checkLevelSource(claim: SpecDocument): LintProblem[] {
  const [levels, axis] = [levelsAt(claim), stringAt(claim, HYPOTHESIS, 'axis')]
  if ((levels === undefined) === (axis === undefined)) {
    return [
      problemAt(claim, levels === undefined ? [HYPOTHESIS] : [HYPOTHESIS, 'axis'], {
        message: levels === undefined ? 'a trend needs its levels' : 'levels are arms or values of an axis, not both',
        expected: '"levels", or "axis" with "arm"',
        remedy: levels === undefined ? 'add one of them' : 'remove one of them',
        atKey: levels !== undefined
      })
    ]
  }
  const given = ['arm', 'control'].filter((key) => stringAt(claim, HYPOTHESIS, key) !== undefined)
  if (axis !== undefined && !given.includes('arm')) {
    return [
      problemAt(claim, [HYPOTHESIS, 'axis'], {
        message: 'no arm is run at the values of the axis',
        expected: '"arm"',
        remedy: 'name the arm that is run at each of them'
      })
    ]
  }
  if (axis !== undefined || given.length === 0) return []
  return [
    problemAt(claim, [HYPOTHESIS, given[0]!], {
      message: 'each level names its own arms',
      expected: `no "${given[0]}" beside "levels"`,
      remedy: 'name it in each level',
      atKey: true
    })
  ]
}

/** Ascending, each with arms of its own, all of them with a control or none. */
export function checkLevels(claim: SpecDocument): LintProblem[] {
  const levels = levelsAt(claim) ?? []
  const at = (index: number, key: string): JsonPath => [HYPOTHESIS, 'levels', index, key]
  const problems = levels.flatMap((level, index): LintProblem[] => {
    const before = levels[index - 1]?.value
    if (level.value !== undefined && before !== undefined && level.value <= before) {
      return [
        problemAt(claim, at(index, 'value'), {
          message: 'levels stand in the order of their values',
          expected: `> ${before}`,
          remedy: 'put them in order, each value once'
        })
      ]
    }
    if (level.arm !== undefined && level.arm === level.control) {
      return [
        problemAt(claim, at(index, 'control'), {
          message: 'an arm does not differ from itself',
          expected: 'another arm',
          remedy: 'name the arm that the difference is taken from'
        })
      ]
    }
    const same = levels.findIndex((other) => other.arm === level.arm && other.control === level.control)
    if (level.arm === undefined || same === index) return []
    return [
      problemAt(claim, at(index, 'arm'), {
        message: 'two levels are the same runs',
        expected: `not that of level ${levels[same]!.value}`,
        remedy: 'name the arm of this level'
      })
    ]
  })
  const without = levels.findIndex(({ control }) => control === undefined)
  if (without < 0 || levels.every(({ control }) => control === undefined)) return problems
  return [
    ...problems,
    problemAt(claim, [HYPOTHESIS, 'levels', without], {
      message: 'this level has no control, and others have',
      expected: '"control" at every level, or at none',
      remedy: 'name its control'
    })
  ]
}

export function checkAxisArms(claim: SpecDocument): LintProblem[] {
  const [arm, control] = [stringAt(claim, HYPOTHESIS, 'arm'), stringAt(claim, HYPOTHESIS, 'control')]
  if (arm === undefined || arm !== control) return []
  return [
    problemAt(claim, [HYPOTHESIS, 'control'], {
      message: 'an arm does not differ from itself',
      expected: 'another arm',
      remedy: 'name the arm that the difference is taken from, or leave it out'
    })
  ]
}

/** One turn at most, for which a change that does not matter has to be known. */
export function checkTurn(claim: SpecDocument): LintProblem[] {
  const [upTo, from] = ['upTo', 'from'].map((key) => numberAt(claim, HYPOTHESIS, key))
  if (upTo !== undefined && from !== undefined) {
    return [
      problemAt(claim, [HYPOTHESIS, 'from'], {
        message: 'a claim has one level at which it turns',
        expected: '"upTo" or "from"',
        remedy: 'make a claim of each',
        atKey: true
      })
    ]
  }
  if (upTo === undefined && from === undefined) return []
  const bare = ['relative', 'absolute'].find((key) => numberAt(claim, HYPOTHESIS, 'margin', key) === 0)
  const levels = levelsAt(claim)?.map(({ value }) => value)
  return [
    ...(bare === undefined
      ? []
      : [
          problemAt(claim, [HYPOTHESIS, 'margin', bare], {
            message: 'that it does not change needs a margin',
            expected: '> 0',
            remedy: 'state the largest change that does not matter'
          })
        ]),
    ...(levels === undefined ? [] : turnProblems(claim, levels, ''))
  ]
}

/** @param where that is so, in words after the message */
function turnProblems(claim: SpecDocument, values: readonly (number | undefined)[], where: string): LintProblem[] {
  const key = numberAt(claim, HYPOTHESIS, 'upTo') === undefined ? 'from' : 'upTo'
  const turn = numberAt(claim, HYPOTHESIS, key)
  const inner = values.slice(1, -1)
  if (turn === undefined || inner.includes(turn) || inner.length === 0) return []
  return [
    problemAt(claim, [HYPOTHESIS, key], {
      message: `it turns at a level with others below and above it${where}`,
      expected: `one of ${inner.join(', ')}`,
      remedy: 'name one of them'
    })
  ]
}

const checkPlainMargin = checkMargin(metricBounds)

/** Spreads are compared by ratios, whatever the metric; that one is flat needs a margin. */
export function checkTrendMargin(claim: SpecDocument): LintProblem[] {
  if (stringAt(claim, HYPOTHESIS, 'direction') === 'flat') {
    const problems = checkEquivalenceMargin(claim)
    if (problems.length > 0) return problems
  }
  if (stringAt(claim, HYPOTHESIS, 'statistic') !== 'spread') return checkPlainMargin(claim)
  const wrong = ['absolute', 'epsilon'].find((key) => valueAt(claim, [HYPOTHESIS, 'margin', key]) !== undefined)
  if (wrong === undefined) return []
  return [
    problemAt(claim, [HYPOTHESIS, 'margin', wrong], {
      message: 'spreads are compared by the ratio of their standard deviations',
      expected: '"relative", such as 0.25 for a quarter',
      remedy: 'state the margin as "relative"',
      atKey: true
    })
  ]
}

/** A claim that turns says that it changes on one side. */
export function checkDirection(claim: SpecDocument): LintProblem[] {
  const direction = stringAt(claim, HYPOTHESIS, 'direction')
  const turn = ['upTo', 'from'].find((key) => valueAt(claim, [HYPOTHESIS, key]) !== undefined)
  if (turn === undefined || direction === undefined || direction === 'falls' || direction === 'rises') return []
  return [
    problemAt(claim, [HYPOTHESIS, turn], {
      message: `what ${direction === 'flat' ? 'is flat' : 'is denied'} has no level at which it turns`,
      expected: `no "${turn}", or "falls" or "rises"`,
      remedy: 'claim the direction of the part that changes, or leave it out',
      atKey: true
    })
  ]
}

/** Of one arm at each level, on one task. */
export function checkSpread(claim: SpecDocument): LintProblem[] {
  if (stringAt(claim, HYPOTHESIS, 'statistic') !== 'spread') return []
  const levels = levelsAt(claim) ?? []
  const at = levels.findIndex(({ control }) => control !== undefined)
  const path: JsonPath | undefined =
    at >= 0
      ? [HYPOTHESIS, 'levels', at, 'control']
      : ['control', 'tasks'].map((key) => [HYPOTHESIS, key]).find((each) => valueAt(claim, each) !== undefined)
  if (path === undefined) return []
  return [
    problemAt(claim, path, {
      message: 'the trend of a spread is one of a single arm on a single task',
      expected: 'neither "control" nor "tasks" beside "statistic": "spread"',
      remedy: 'leave it out, or compare two spreads by "steadier"',
      atKey: true
    })
  ]
}

/** Tasks are an axis of their own. */
export function checkTrendTasks(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  return checkTaskAxis(claim, experiment, { beside: stringAt(claim, HYPOTHESIS, 'axis') })
}

export function checkLogScale(claim: SpecDocument): LintProblem[] {
  if (stringAt(claim, HYPOTHESIS, 'scale') !== 'log') return []
  const index = levelsAt(claim)?.findIndex(({ value }) => value !== undefined && value <= 0) ?? -1
  return index < 0 ? [] : [logProblem(claim, [HYPOTHESIS, 'levels', index, 'value'])]
}

function logProblem(claim: SpecDocument, path: JsonPath): LintProblem {
  return problemAt(claim, path, {
    message: 'a value of 0 or below has no logarithm',
    expected: 'values > 0 on the scale "log"',
    remedy: 'choose "linear" or "rank"'
  })
}

export function checkLevelArms(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const known = Object.keys(objectAt(experiment, 'arms') ?? {})
  if (known.length === 0) return []
  const named: readonly [JsonPath, string | undefined][] = [
    [[HYPOTHESIS, 'control'], stringAt(claim, HYPOTHESIS, 'control')],
    ...(levelsAt(claim) ?? []).flatMap(({ arm, control }, index): [JsonPath, string | undefined][] => [
      [[HYPOTHESIS, 'levels', index, 'arm'], arm],
      [[HYPOTHESIS, 'levels', index, 'control'], control]
    ])
  ]
  return named.flatMap(([path, name]) => {
    if (name === undefined || known.includes(name)) return []
    return [
      problemAt(claim, path, {
        message: `experiment ${idOfPlace(experiment)} has no such arm`,
        expected: `one of ${listOf(known)}`,
        remedy: didYouMean(name, known, 'name one of its arms, or add the arm to the experiment')
      })
    ]
  })
}

/** Three numbers or more on the axis at every profile, and nothing else that varies. */
export function checkTrendAxis(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const axis = stringAt(claim, HYPOTHESIS, 'axis')
  if (axis === undefined) return []
  const path = [HYPOTHESIS, 'axis']
  return fieldAtProfiles(experiment, 'grid', ['grid']).flatMap(({ value: grid, profiles }) => {
    if (profiles.length === 0) return []
    const where = `experiments/${idOfPlace(experiment)}.json (profile ${profiles.join(', ')})`
    const known = isObject(grid) ? Object.keys(grid) : []
    const values = isObject(grid) ? grid[axis] : undefined
    if (!Array.isArray(values)) {
      return [
        problemAt(claim, path, {
          message: `there is no such axis in the grid of ${where}`,
          expected: oneOf(known, 'a grid with that axis'),
          remedy: didYouMean(axis, known, 'add the axis to the experiment, or name arms as "levels"')
        })
      ]
    }
    const numbers = [...new Set(values.filter((value) => typeof value === 'number'))].sort((a, b) => a - b)
    if (numbers.length < 3 || numbers.length !== values.length) {
      return [
        problemAt(claim, path, {
          message: `the axis has no three different numbers, or other values too, in ${where}`,
          expected: 'three different numbers or more, and nothing else',
          remedy: 'add values, or name arms as "levels"'
        })
      ]
    }
    if (numSettings(grid) !== numbers.length * numTasksOn(claim, grid)) {
      return [
        problemAt(claim, path, {
          message: `other axes vary too in ${where}`,
          expected: `"${axis}" as the only axis with more than one value`,
          remedy: 'make an experiment with this axis alone'
        })
      ]
    }
    const isLog = stringAt(claim, HYPOTHESIS, 'scale') === 'log' && numbers[0]! <= 0
    return [
      ...(isLog ? [logProblem(claim, [HYPOTHESIS, 'scale'])] : []),
      ...(isShape({ upTo: valueAt(claim, [HYPOTHESIS, 'upTo']), from: valueAt(claim, [HYPOTHESIS, 'from']) })
        ? turnProblems(claim, numbers, ` (profile ${profiles.join(', ')})`)
        : [])
    ]
  })
}
