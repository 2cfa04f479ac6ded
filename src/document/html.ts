import { isolateDirection, plainPiece } from '../text/escape'

/** Markup that may stand in a page as it is. Only `html` and `trusted` make it: text cannot become it by accident. */
export class Html {
  readonly #markup: string

  private constructor(markup: string) {
    this.#markup = markup
  }

  /** @param markup made by this program, in which every text from outside is escaped */
  static trusted(markup: string): Html {
    return new Html(markup)
  }

  toString(): string {
    return this.#markup
  }
}

/** What may stand between markup: text and numbers are escaped, markup stays, null and false are nothing. */
export type Content = string | number | Html | null | false | readonly Content[]

/**
 * A template of markup: every value in it is escaped unless it is markup itself, in text and in doubly quoted attributes alike.
 *
 * @example String(html`<b title="${'"'}">${'<i>'}</b>`) // '<b title="&quot;">&lt;i&gt;</b>'
 */
export function html(markup: TemplateStringsArray, ...values: readonly Content[]): Html {
  return Html.trusted(markup.reduce((text, part, index) => text + markupOf(values[index - 1] ?? null) + part))
}

/** Markup that another part of this program made, such as a figure. */
export const trusted = Html.trusted

export const NOTHING = trusted('')

/** Text for HTML, in an element or between double quotation marks. @example escapeHtml('<a> & "b"') // '&lt;a&gt; &amp; &quot;b&quot;' */
export function escapeHtml(text: string): string {
  return isolateDirection(escapeMarkup(plainPiece(text)))
}

/** Text of several lines for HTML, in which hidden characters are spelled out. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function markupOf(value: Content): string {
  if (value === null || value === false) return ''
  if (value instanceof Html) return String(value)
  if (typeof value === 'object') return value.map(markupOf).join('')
  return escapeHtml(String(value))
}
