import { numberAt, type SpecDocument, stringAt, valueAt } from '../claims/document'
import { didYouMean, type JsonPath, type LintProblem, listOf, problemAt } from '../claims/lintProblem'
import type { SequentialDecision } from '../claims/types'
import { type Hypothesis, KINDS } from '../kinds'
import { metricBounds } from '../runs/metrics'
import { GROUP_SEQUENTIAL_LOOKS } from '../stats/sequential/groupSequentialLooks'
import {
  type ClaimIndex,
  experimentOf,
  kindNameOf,
  replicatesOf,
  runsNothing,
  seedBudgets,
  shapeOf
} from './claimIndex'

const METHODS: readonly string[] = Object.values(KINDS).flatMap(({ methods }) => Object.values(methods).flat())

/** What is wrong with the way in which a claim is decided: seeds, mode, method, and whether they go together. */
export function checkDecision(claim: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  const kind = kindNameOf(claim)
  if (kind === undefined) return []
  const needless = needlessSeeds(claim, claimIndex, kind)
  if (needless !== null) return [...needless, ...fixedOnly(claim, kind), ...subtypeSeeds(claim, claimIndex, kind)]
  const mode = valueAt(claim, ['decision', 'mode']) ?? 'fixed'
  return [
    ...subtypeSeeds(claim, claimIndex, kind),
    ...missingSeeds(claim, claimIndex),
    ...(mode === 'fixed' ? [...methodOfFixed(claim), ...minBesideMax(claim)] : []),
    ...(mode === 'anytime-valid' || mode === 'group-sequential' ? sequential(claim, claimIndex, kind, mode) : [])
  ]
}

/** `min` above `max`: no look would ever come. */
export function checkSeedOrder(document: SpecDocument, path: JsonPath): LintProblem[] {
  const [min, max] = [numberAt(document, ...path, 'min'), numberAt(document, ...path, 'max')]
  if (min === undefined || max === undefined || min <= max) return []
  return [
    problemAt(document, [...path, 'min'], {
      message: 'the first look comes after the last seed',
      expected: `<= ${max}, the most seeds that are run`,
      remedy: 'lower min, or raise max'
    })
  ]
}

/** Problems with seeds that a claim should not have; null where it needs seeds. */
function needlessSeeds(claim: SpecDocument, claimIndex: ClaimIndex, kind: Hypothesis['kind']): LintProblem[] | null {
  const path = ['decision', 'seeds']
  const max = numberAt(claim, ...path, 'max')
  if (runsNothing(claim, kind)) {
    if (valueAt(claim, path) === undefined) return []
    return [
      problemAt(claim, path, {
        message:
          KINDS[kind].experiments.length === 0
            ? `a claim of kind ${kind} runs nothing, so it has no seeds`
            : 'a claim that names no experiment runs nothing, so it has no seeds',
        expected: 'no "seeds"',
        remedy: 'remove it',
        atKey: true
      })
    ]
  }
  if (replicatesOf(claim, claimIndex) !== 'starting-points') return null
  if (max === undefined || max === 1) return []
  return [
    problemAt(claim, path, {
      message: 'a deterministic claim has no seeds',
      expected: 'no "seeds": every seed gives the same run',
      remedy: 'remove it; starting points vary in the experiment',
      atKey: true
    })
  ]
}

function fixedOnly(claim: SpecDocument, kind: Hypothesis['kind']): LintProblem[] {
  const mode = stringAt(claim, 'decision', 'mode') ?? 'fixed'
  if (mode === 'fixed') return methodOfFixed(claim)
  if (mode !== 'anytime-valid' && mode !== 'group-sequential') return []
  return [modeWithout(claim, `this claim of kind ${kind} has no seeds that could be added`, '"fixed"')]
}

function modeWithout(claim: SpecDocument, message: string, expected: string): LintProblem {
  return problemAt(claim, ['decision', 'mode'], {
    message,
    expected,
    remedy: 'write "fixed", or leave the mode and the method out'
  })
}

function missingSeeds(claim: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  const path = ['decision', 'seeds']
  // Whether it needs seeds may be a matter of its experiment, which has to be known for that.
  const unknown = replicatesOf(claim, claimIndex) === null && experimentOf(claim, claimIndex)?.tree === undefined
  if (unknown || valueAt(claim, path) !== undefined) return []
  return [
    problemAt(claim, path, {
      message: 'the number of seeds is missing',
      expected: '"seeds": {"max": n}, fixed before the first run',
      remedy: 'add it to "decision"'
    })
  ]
}

function methodOfFixed(claim: SpecDocument): LintProblem[] {
  if (valueAt(claim, ['decision', 'method']) === undefined) return []
  return [
    problemAt(claim, ['decision', 'method'], {
      message: 'mode "fixed" has no method: nothing is looked at before the last seed',
      expected: 'no "method"',
      remedy: 'remove it, or state the mode, "anytime-valid" or "group-sequential"',
      atKey: true
    })
  ]
}

function minBesideMax(claim: SpecDocument): LintProblem[] {
  const path = ['decision', 'seeds']
  const [min, max] = [numberAt(claim, ...path, 'min'), numberAt(claim, ...path, 'max')]
  if (min === undefined || max === undefined || min === max) return []
  return [
    problemAt(claim, [...path, 'min'], {
      message: 'mode "fixed" has one number of seeds',
      expected: `min equal to max, ${max}`,
      remedy: 'leave min out'
    })
  ]
}

function sequential(
  claim: SpecDocument,
  claimIndex: ClaimIndex,
  kind: Hypothesis['kind'],
  mode: SequentialDecision['mode']
): LintProblem[] {
  const methods: readonly string[] = KINDS[kind].methods[mode]
  if (methods.length === 0) {
    const modes = (['anytime-valid', 'group-sequential'] as const).filter((m) => KINDS[kind].methods[m].length > 0)
    const known = ['fixed', ...modes]
    const expected = known.length === 1 ? listOf(known) : `one of ${listOf(known)}`
    return [modeWithout(claim, `claims of kind ${kind} are not decided in that mode`, expected)]
  }
  const looks = mode === 'anytime-valid' ? checkSeedOrder(claim, ['decision', 'seeds']) : groupLooks(claim, claimIndex)
  const method = stringAt(claim, 'decision', 'method')
  if (method === undefined) {
    if (mode === 'anytime-valid' || valueAt(claim, ['decision', 'method']) !== undefined) return looks
    return [
      ...looks,
      problemAt(claim, ['decision', 'method'], {
        message: 'the method is missing: how the error rate is spent over the looks',
        expected: `"method": one of ${listOf(methods)}`,
        remedy: 'add it to "decision"'
      })
    ]
  }
  // A method that there is not is a matter of the schema.
  if (METHODS.includes(method) && !methods.includes(method)) {
    return [
      ...looks,
      problemAt(claim, ['decision', 'method'], {
        message: `claims of kind ${kind} have no such method in mode "${mode}"`,
        expected: methods.length === 1 ? listOf(methods) : `one of ${listOf(methods)}`,
        remedy: didYouMean(method, methods, 'choose another method, or another mode')
      })
    ]
  }
  return [...looks, ...(method === 'betting' ? betting(claim) : [])]
}

/** Whether there is anything to go on for once the claim is refuted, and how far. */
function subtypeSeeds(claim: SpecDocument, claimIndex: ClaimIndex, kind: Hypothesis['kind']): LintProblem[] {
  const path = ['decision', 'subtypeSeeds']
  if (valueAt(claim, path) === undefined) return []
  const needless = (message: string, remedy: string) => [
    problemAt(claim, path, { message, expected: 'no "subtypeSeeds"', remedy, atKey: true })
  ]
  const { subtypes, methods } = KINDS[kind]
  if (subtypes(shapeOf(claim) ?? { kind }).refuted.length < 2 || methods['anytime-valid'].length === 0) {
    return needless(`there is no more to know of a claim of kind ${kind} than that it is refuted`, 'remove it')
  }
  const mode = valueAt(claim, ['decision', 'mode']) ?? 'fixed'
  if (mode === 'fixed') {
    return needless('mode "fixed" does not stop before the last seed, so that nothing could go on', 'remove it')
  }
  const seeds = numberAt(claim, ...path)
  if (seeds === undefined) return []
  const wrong = (message: string, expected: string, remedy: string) => [
    problemAt(claim, path, { message, expected, remedy })
  ]
  const most = Math.max(
    ...seedBudgets(claim, claimIndex).map((at) => numberAt(at.document, ...at.path, 'max') ?? Infinity)
  )
  if (seeds > most) return wrong('it would go on beyond the most seeds that are run', `<= ${most}`, 'raise seeds.max')
  if (mode === 'group-sequential' && !GROUP_SEQUENTIAL_LOOKS.includes(seeds)) {
    const looks = GROUP_SEQUENTIAL_LOOKS.join(', ')
    return wrong('it is never looked at after that many pairs', `one of ${looks}`, 'end at a look')
  }
  const min = numberAt(claim, 'decision', 'seeds', 'min')
  return min !== undefined && seeds <= min
    ? wrong('it would end before the claim could be refuted', `> ${min}, the first look`, 'raise it, or remove it')
    : []
}

function groupLooks(claim: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  const first = GROUP_SEQUENTIAL_LOOKS[0]!
  const min = numberAt(claim, 'decision', 'seeds', 'min')
  const problems = seedBudgets(claim, claimIndex).flatMap(({ document, path, profiles }) => {
    const max = numberAt(document, ...path, 'max')
    if (max === undefined || max === GROUP_SEQUENTIAL_LOOKS.at(-1)) return []
    if (GROUP_SEQUENTIAL_LOOKS.includes(max)) return [endsEarly(claim, document, path, profiles)]
    return [
      problemAt(document, [...path, 'max'], {
        message: `${claim.file} is never looked at after that many pairs${profiles.length === 0 ? '' : ` (profile ${profiles.join(', ')})`}`,
        expected: `one of ${GROUP_SEQUENTIAL_LOOKS.join(', ')}, the looks of mode "group-sequential"`,
        remedy: 'end at a look'
      })
    ]
  })
  if (min === undefined || min === first) return problems
  return [
    ...problems,
    problemAt(claim, ['decision', 'seeds', 'min'], {
      message: 'the first look of mode "group-sequential" is given',
      expected: `${first}`,
      remedy: 'leave min out'
    })
  ]
}

/** Valid, but what the spending function keeps for the later looks is lost. */
function endsEarly(
  claim: SpecDocument,
  document: SpecDocument,
  path: JsonPath,
  profiles: readonly string[]
): LintProblem {
  const last = GROUP_SEQUENTIAL_LOOKS.at(-1)!
  return problemAt(document, [...path, 'max'], {
    severity: 'warning',
    message: `${claim.file} ends before its error rate is spent${profiles.length === 0 ? '' : ` (profile ${profiles.join(', ')})`}`,
    expected: `${last}, the last look of mode "group-sequential"`,
    remedy: `raise it to ${last}, or choose mode "anytime-valid", whose budget is free`
  })
}

/** Betting needs a bounded difference, and says nothing of a ratio. */
function betting(claim: SpecDocument): LintProblem[] {
  const metric = stringAt(claim, 'hypothesis', 'metric')
  // A relative margin on an accuracy is reported where it stands.
  if (metric === undefined || metricBounds(metric) !== null) return []
  return [
    problemAt(claim, ['decision', 'method'], {
      message: 'betting needs a metric with bounds',
      expected: 'an accuracy, with an absolute margin',
      remedy: 'choose another metric, or another method'
    })
  ]
}
