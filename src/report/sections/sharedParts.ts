import { type Block, link, paragraph, words } from '../../document/document'
import { claimName } from './context'

/** Parts that several claims have in common, such as the curves of the same runs: each is shown under the first of them. */
export class SharedParts {
  readonly #first = new Map<string, string>()

  /** @param anchors id of the element of each claim */
  constructor(private readonly anchors: ReadonlyMap<string, string>) {}

  /**
   * Where a part was shown already; the first that asks shows it.
   *
   * @param content what they are made of, such as the keys of their runs: what merely looks alike is not the same
   * @param sentence what it is, as the start of a sentence: 'The loss curves are those'
   * @returns null for the first
   */
  elsewhere(content: string, claimId: string, sentence: string): Block | null {
    const first = this.#first.get(content)
    if (first === undefined) {
      this.#first.set(content, claimId)
      return null
    }
    return paragraph(words`${sentence} under ${link(this.anchors.get(first)!, claimName({ id: first }))}.`)
  }
}
