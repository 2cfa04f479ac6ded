import { html, trusted } from '../../../src/document/html'
import { HOSTILE_TEXTS } from '../report/hostile'

describe('html', () => {
  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 40), text] as const))('%j has no markup of its own', (_, text) => {
    const markup = String(html`<p title="${text}">${text}</p>`)
    expect(markup.match(/[<>]/g)).toEqual(['<', '>', '<', '>'])
    expect(markup.match(/"/g)).toHaveLength(2)
    for (const hidden of ['\u0000', '\u0007', '\u202E']) expect(markup).not.toContain(hidden)
  })

  it('keeps markup, joins lists, and leaves out what is not there', () => {
    expect(String(html`<ul>${[html`<li>${1}</li>`, trusted('<li>2</li>')]}${null}${false}</ul>`)).toBe(
      '<ul><li>1</li><li>2</li></ul>'
    )
  })
})
