import { createHash } from 'node:crypto'
import type { ContentsEntry } from '../../../document/document'
import { type Content, type Html, html, trusted } from '../../../document/html'
import { inlineHtml } from '../../../document/toHtml'
import { SCRIPT } from './script'
import { STYLE } from './style'

export interface PageParts {
  readonly title: string
  readonly overview: Html
  readonly contents: readonly ContentsEntry[]
  /** Other pages of the same report, beside this one. */
  readonly pages?: readonly PageLink[]
  /** The page that knows where everything is; left out where it is this one. */
  readonly index?: string
  readonly main: Content
  readonly footer: Content
  /** What the page's script works with. */
  readonly data: Html
}

export interface PageLink {
  readonly file: string
  readonly title: string
}

/**
 * The frame of a page that is one file: it may load nothing and send nothing, and runs no script and no style but its own,
 * which the policy names by their digests.
 */
export function page({ title, overview, contents, pages = [], index, main, footer, data }: PageParts): string {
  const policy = `default-src 'none'; script-src '${digestOf(SCRIPT)}'; style-src '${digestOf(STYLE)}'; base-uri 'none'; form-action 'none'`
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="claimcheck">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body${index !== undefined && html` data-index="${index}"`}>
<a class="skip" href="#main">Skip to the claims</a>
<div class="tools"></div>
${overview}
<div class="layout">
<nav class="contents" aria-label="Contents"><details><summary>Contents</summary>${entriesOf(contents)}${pages.length > 0 && pageList(pages)}</details></nav>
<main id="main">
${main}
</main>
</div>
<footer>${footer}</footer>
${data}
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`)
}

function pageList(pages: readonly PageLink[]): Html {
  return html`<ul class="pages">${pages.map(({ file, title }) => html`<li><a href="${file}">${title}</a></li>\n`)}</ul>`
}

function entriesOf(entries: readonly ContentsEntry[]): Html {
  const items = entries.map(
    ({ anchor, title, entries: inner = [] }) =>
      html`<li><a href="#${anchor}">${inlineHtml(title)}</a>${inner.length > 0 && entriesOf(inner)}</li>\n`
  )
  return html`<ul>${items}</ul>`
}

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`
}
