import { NOTHING_SHARED, resolveReference, type SharedFiles } from './sources'

/** A figure of loss curves as its source arranges it: which claims were asked of its panels, and what is reported of them. */
export interface SourceFigure {
  /** Equal to the file's name: `claims/figures/<id>.json`. */
  readonly id: string
  /** Where the figure stands. */
  readonly source: {
    /** Short key of the source: `my-paper`. */
    readonly key: string
    /** Full reference. */
    readonly citation: string
    /** Which figure it is. */
    readonly locator: string
    /** The text through which it is known, where the source itself was not read. */
    readonly via: string | null
  }
  /** In our words. */
  readonly caption: string
  /** Verbatim: the source, or the text through which it is known. */
  readonly quote: string | null
  /**
   * Rows from the top, each from the left.
   *
   * @minItems 1
   */
  readonly rows: readonly PanelRow[]
}

/**
 * A row of panels, from the left.
 *
 * @minItems 1
 */
export type PanelRow = readonly SourcePanel[]

/** One panel of a figure, with the claim whose runs it shows. */
export interface SourcePanel {
  /** Without the name of the data, which the runs tell. */
  readonly title: string
  /** Id of a comparison at the end of the runs: its runs are drawn, and its verdict is the panel's. */
  readonly claim: string
  /** The loss that is drawn, the one that the claim is about. */
  readonly metric: string
  /** Where the source says that the treatment's loss ends; null where it says nothing. */
  readonly shows: ShownDirection | null
  /** Empty where the source gives no number. */
  readonly reported: readonly ReportedLoss[]
}

/** What a source shows of the two arms. */
export type ShownDirection = 'treatment-lower' | 'treatment-higher' | 'alike'

/** A number of a source, or a range of numbers. */
export interface ReportedLoss {
  /** Whose it is. */
  readonly by: string
  /** As it is told. */
  readonly what: string
  /** Where it is told. */
  readonly where: string
  /**
   * The number, or the lower end of the range.
   *
   * @exclusiveMinimum 0
   */
  readonly low: number
  /**
   * The number, or the upper end of the range.
   *
   * @exclusiveMinimum 0
   */
  readonly high: number
}

/** The kinds of claims that a panel may show: of two arms, at the end of their runs. */
export const FIGURE_KINDS = ['lower', 'not-lower', 'equivalent'] as const

/** A figure as it stands in its file, after lint accepted it. */
export interface SourceFigureFile extends Omit<SourceFigure, 'source' | 'quote' | 'rows'> {
  readonly source: Pick<SourceFigure['source'], 'key' | 'locator'> & {
    readonly citation?: string
    readonly via?: string
    readonly viaLocator?: string
  }
  readonly quote?: string
  readonly rows: readonly (readonly SourcePanelFile[])[]
}

interface SourcePanelFile extends Omit<SourcePanel, 'metric' | 'shows' | 'reported'> {
  readonly metric: 'train.loss' | 'train.runningLoss' | 'validation.loss' | 'test.loss'
  readonly shows?: ShownDirection
  readonly reported: readonly (Pick<ReportedLoss, 'by' | 'what' | 'where'> &
    ({ readonly value: number } | { readonly low: number; readonly high: number }))[]
}

/**
 * A figure's file with every default filled in.
 *
 * @param sources the files of the sources, by key
 */
export function resolveSourceFigure(
  { id, source, caption, quote, rows }: SourceFigureFile,
  sources: SharedFiles['sources'] = NOTHING_SHARED.sources
): SourceFigure {
  const { citation, via } = resolveReference(source.key, source, sources)
  return {
    id,
    source: { key: source.key, citation, locator: source.locator, via },
    caption,
    quote: quote ?? null,
    rows: rows.map((panels) => panels.map(resolvePanel))
  }
}

function resolvePanel({ title, claim, metric, shows, reported }: SourcePanelFile): SourcePanel {
  const resolved = reported.map(({ by, what, where, ...number }) => {
    const [low, high] = 'value' in number ? [number.value, number.value] : [number.low, number.high]
    return { by, what, where, low, high }
  })
  return { title, claim, metric, shows: shows ?? null, reported: resolved }
}
