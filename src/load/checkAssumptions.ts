import { arrayAt, idOfPlace, isObject, objectAt, type SpecDocument, stringAt, valueAt } from '../claims/document'
import { didYouMean, type JsonPath, type LintProblem, problemAt } from '../claims/lintProblem'
import { sourceKeyOf } from '../claims/sources'
import { type ClaimIndex, claimsOn, experimentOf, sourceOf } from './claimIndex'

/** What is wrong with assumptions across files: names that lead nowhere, what stands twice, choices that try out none. */
export function checkAssumptions(readable: ClaimIndex, claimIndex: ClaimIndex): LintProblem[] {
  const used = referencesOf(claimIndex)
  const known = namesIn(claimIndex)
  return [
    ...[...readable.experiments, ...readable.claims].flatMap((document) => names(document, claimIndex, known)),
    ...readable.experiments.flatMap((experiment) => [
      ...topics(experiment, claimIndex),
      ...choices(experiment, claimIndex)
    ]),
    ...readable.claims.flatMap((claim) => again(claim, claimIndex)),
    ...readable.sources.flatMap((source) => unused(source, used))
  ]
}

/** The names of assumptions, `<source key>/<name>`, that claims and experiments refer to. */
export function referencesOf({ claims, experiments }: ClaimIndex): ReadonlySet<string> {
  const entries = [...claims, ...experiments].flatMap((document) => arrayAt(document, 'assumptions') ?? [])
  return new Set(entries.filter((entry) => typeof entry === 'string'))
}

/** An assumption as it stands in a file; undefined where a name leads to none. */
interface Entry {
  readonly path: JsonPath
  readonly assumption: Readonly<Record<string, unknown>> | undefined
}

function entriesOf(document: SpecDocument, claimIndex: ClaimIndex): readonly Entry[] {
  return (arrayAt(document, 'assumptions') ?? []).map((entry, index) => ({
    path: ['assumptions', index],
    assumption: typeof entry === 'string' ? namedAs(entry, claimIndex) : isObject(entry) ? entry : undefined
  }))
}

function namedAs(reference: string, claimIndex: ClaimIndex): Entry['assumption'] {
  const source = sourceOf(sourceKeyOf(reference), claimIndex)
  return source && objectAt(source, 'assumptions', reference.split('/')[1] ?? '')
}

function topicOf({ assumption }: Entry): string | undefined {
  return typeof assumption?.topic === 'string' ? assumption.topic : undefined
}

function names(document: SpecDocument, claimIndex: ClaimIndex, known: readonly string[]): LintProblem[] {
  return (arrayAt(document, 'assumptions') ?? []).flatMap((reference, index) => {
    // What is no name is told by the schema; a source's file that is no JSON has problems of its own.
    if (typeof reference !== 'string' || !reference.includes('/')) return []
    const key = sourceKeyOf(reference)
    const source = sourceOf(key, claimIndex)
    if (namedAs(reference, claimIndex) !== undefined || (source !== undefined && source.tree === undefined)) return []
    return [
      problemAt(document, ['assumptions', index], {
        message: 'there is no such assumption',
        expected: `one that stands under "assumptions" in ${key}/source.json`,
        remedy: didYouMean(reference, known, 'add it there, or write it here in full')
      })
    ]
  })
}

/** `<source key>/<name>` of every assumption that has a name. */
function namesIn({ sources }: ClaimIndex): readonly string[] {
  return sources.flatMap((source) => {
    const key = idOfPlace(source)
    return Object.keys(objectAt(source, 'assumptions') ?? {}).map((name) => `${key}/${name}`)
  })
}

/** A claim's assumption stands for the experiment's on the same topic, so that each topic of an experiment is one. */
function topics(experiment: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  const seen = new Set<string>()
  return entriesOf(experiment, claimIndex).flatMap((entry) => {
    const topic = topicOf(entry)
    if (topic === undefined || !seen.has(topic)) {
      if (topic !== undefined) seen.add(topic)
      return []
    }
    return [
      problemAt(experiment, entry.path, {
        message: `two assumptions are about ${JSON.stringify(topic)}`,
        expected: 'a topic of its own for each assumption of an experiment',
        remedy: 'write one that says both, or give one of them another topic'
      })
    ]
  })
}

function again(claim: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  const experiment = experimentOf(claim, claimIndex)
  if (experiment === undefined) return []
  const stated = new Set(entriesOf(experiment, claimIndex).map(contentOf))
  return entriesOf(claim, claimIndex).flatMap((entry) => {
    const content = contentOf(entry)
    if (content === undefined || !stated.has(content)) return []
    return [
      problemAt(claim, entry.path, {
        message: 'the assumption stands in the experiment, too',
        expected: `it once: ${experiment.file} states it for all its claims`,
        remedy: 'remove it here',
        severity: 'warning'
      })
    ]
  })
}

/** The same text exactly for the same assumption; undefined where a name leads to none. */
function contentOf({ assumption }: Entry): string | undefined {
  if (assumption === undefined) return undefined
  const { topic, gap, choice, alternatives = [] } = assumption
  return JSON.stringify([topic, gap, choice, alternatives])
}

function unused(source: SpecDocument, used: ReadonlySet<string>): LintProblem[] {
  return Object.keys(objectAt(source, 'assumptions') ?? {}).flatMap((name) => {
    const reference = `${idOfPlace(source)}/${name}`
    if (used.has(reference)) return []
    return [
      problemAt(source, ['assumptions', name], {
        message: 'no claim and no experiment makes the assumption',
        expected: `${JSON.stringify(reference)} among the assumptions of one`,
        received: 'none',
        remedy: 'name it where it is made, or remove it',
        severity: 'warning',
        atKey: true
      })
    ]
  })
}

/** A choice tries out the alternatives of an assumption, which the experiment makes or one of its claims. */
function choices(experiment: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  const listed = arrayAt(experiment, 'choices')
  if (listed === undefined) return []
  const topics = [experiment, ...claimsOn(experiment, claimIndex)].flatMap((document) =>
    entriesOf(document, claimIndex).map(topicOf)
  )
  const known = topics.filter((topic) => topic !== undefined)
  // Where nothing is assumed, or a name leads nowhere, what the choices vary cannot be told.
  if (known.length === 0 || known.length < topics.length) return []
  return listed.flatMap((_, index) => {
    const stated = valueAt(experiment, ['choices', index, 'assumption'])
    const topic = stated === undefined ? stringAt(experiment, 'choices', index, 'topic') : stated
    if (typeof topic !== 'string' || known.includes(topic)) return []
    return [
      problemAt(experiment, ['choices', index, stated === undefined ? 'topic' : 'assumption'], {
        message: 'no assumption is about what the choice varies',
        expected: `an assumption of the experiment, or of a claim on it, with the topic ${JSON.stringify(topic)}`,
        remedy: didYouMean(
          topic,
          known,
          'add one, or name its topic in "assumption"; null where the source leaves nothing open'
        ),
        severity: stated === undefined ? 'warning' : 'error'
      })
    ]
  })
}
