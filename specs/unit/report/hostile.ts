import type { SourceFigure } from '../../../src/claims/sourceFigure'
import type { ExpectedOutcome } from '../../../src/claims/types'
import { familyMember, judgeFamily } from '../../../src/judge/judgeFamily'
import type { PairedEvidence } from '../../../src/kinds/comparison/types'
import type { RegistrationState } from '../../../src/registration/types'
import type { ReportInput } from '../../../src/report/data/types'
import { claim, classificationExperiment, LOWER, TFJS_IDENTITY } from '../../support/builders'
import { pairs } from './evidence'
import { EXPERIMENTS, runsOf } from './inputs'

/** Texts that would break a report that trusted them. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<script>alert(1)</script>',
  'a | b \\| c',
  '# heading\n\n---\n* list',
  '`code` ``` fence ~~~',
  '[link](javascript:alert(1)) ![image](x) <https://example.org>',
  'x'.repeat(10_000),
  '\u202Ereversed\u2066isolated',
  'שלום | עולם',
  'emoji 👩‍👩‍👧 and 𝒳',
  'lone \uD800 surrogate',
  'bell\u0007 nul\u0000 escape\u001B[31m red',
  ']]> &amp; &lt; "quoted" \'single\'',
  'NaN',
  '-Infinity',
  '$(rm -rf ~)'
]

/** A claim whose every text is hostile, judged. */
export function hostileInput(text: string): ReportInput {
  const arm = `arm ${text}`
  const hostile = claim({
    id: `a/${text}`,
    statement: text,
    family: text,
    source: {
      key: text,
      citation: text,
      locator: text,
      quote: text,
      paraphrase: text,
      via: text,
      extension: true,
      reported: { what: text, value: 1 }
    },
    hypothesis: { ...LOWER, metric: text, control: arm, treatment: `${arm}2` },
    assumptions: [{ topic: text, gap: text, choice: text, alternatives: [text, text] }],
    // As a report.json may state it: no claim's file could.
    expected: { quick: { outcome: 'refuted', subtype: text, why: text } as unknown as ExpectedOutcome }
  })
  const evidence = pairs('hostile', -0.1, 0.01, { treatmentDiverged: [3, 5, 7], setting: { learningRate: 0.01 } })
  const renamed: PairedEvidence = {
    ...evidence,
    metric: text,
    control: { ...evidence.control, arm },
    treatment: { ...evidence.treatment, arm: `${arm}2` }
  }
  const context = { profile: 'quick' as const, firstSeed: 0, experiments: new Map(Object.entries(EXPERIMENTS)) }
  const seeds = { min: 10, max: 10 }
  const [judgement] = judgeFamily([familyMember(hostile, renamed, seeds)], context)
  const registration: RegistrationState = {
    state: 'deviates',
    hash: text,
    registeredAt: text,
    commit: text,
    amendments: [{ registeredAt: text, why: text }],
    differences: [{ path: text, registered: text, now: null }]
  }
  const runs = runsOf({ claim: hostile }, renamed)
  return {
    profile: 'quick',
    firstSeed: 0,
    seedsOverride: null,
    claims: [
      { kind: 'judged', claim: hostile, judgement: judgement!, registration },
      { kind: 'could-not-run', claim: claim({ id: `b/${text}` }), cause: 'crash', reason: text, remedy: text },
      { kind: 'not-in-profile', claim: claim({ id: `c/${text}`, statement: text }) }
    ],
    experiments: {
      'toy-logreg': classificationExperiment({
        description: text,
        sourceProtocol: text,
        profiles: { quick: { departure: text } }
      })
    },
    engines: [{ ...TFJS_IDENTITY, version: text }],
    runs: runs.map((run) => ({
      ...run,
      environment: { ...run.environment, cpu: text },
      curve: { epochs: [1, 2], losses: { [text]: [0.5, 0.25] } }
    })),
    sourceFigures: [hostileFigure(text, hostile.id)]
  }
}

/** A figure whose every text is hostile: of its two panels one was measured. */
function hostileFigure(text: string, claimId: string): SourceFigure {
  const reported = [
    { by: text, what: text, where: text, low: 0.1, high: 0.1 },
    { by: text, what: text, where: text, low: 0.2, high: 0.3 }
  ]
  const panel = { title: text, metric: text, shows: 'treatment-lower', reported } as const
  return {
    id: text,
    source: { key: text, citation: text, locator: text, via: text },
    caption: text,
    quote: text,
    rows: [[{ ...panel, claim: claimId }], [{ ...panel, claim: text }]]
  }
}
