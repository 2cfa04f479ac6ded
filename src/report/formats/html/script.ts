/** What the page does beyond showing itself: sorting, theme, copying, downloads. Without it everything can still be read. */
export const SCRIPT = `'use strict'
{
const root = document.documentElement
const button = (text, label) => Object.assign(document.createElement('button'), { type: 'button', textContent: text, ariaLabel: label ?? null })
const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches

const theme = button('')
const nameTheme = () => { theme.textContent = dark() ? 'Light colours' : 'Dark colours' }
theme.addEventListener('click', () => { root.dataset.theme = dark() ? 'light' : 'dark'; nameTheme() })
nameTheme()
document.querySelector('.tools').append(theme)

const numberOf = (text) => { const match = /[-+]?\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?/i.exec(text.replaceAll('\\u2212', '-')); return match ? Number(match[0]) : Number.NEGATIVE_INFINITY }
for (const table of document.querySelectorAll('.sortable table')) {
  const body = table.tBodies[0]
  const headers = [...table.tHead.rows[0].cells]
  headers.forEach((header, column) => {
    const sort = button(header.textContent)
    header.replaceChildren(sort)
    header.setAttribute('aria-sort', 'none')
    sort.addEventListener('click', () => {
      const rows = [...body.rows]
      const cell = (row) => row.cells[column].textContent.trim()
      const numeric = rows.every((row) => /^(–|[-+]?[\\d.]|.*[-+]\\d)/.test(cell(row)) || cell(row) === '')
      const direction = header.getAttribute('aria-sort') === 'ascending' ? -1 : 1
      const compare = (a, b) => numeric ? numberOf(cell(a)) - numberOf(cell(b)) : cell(a) < cell(b) ? -1 : cell(a) > cell(b) ? 1 : 0
      body.append(...rows.sort((a, b) => direction * compare(a, b)))
      for (const each of headers) each.setAttribute('aria-sort', 'none')
      header.setAttribute('aria-sort', direction === 1 ? 'ascending' : 'descending')
    })
  })
}

for (const code of document.querySelectorAll('.command code, .repeat pre code')) {
  const copy = button('Copy', 'Copy the command')
  copy.addEventListener('click', async () => {
    try { await navigator.clipboard.writeText(code.textContent); copy.textContent = 'Copied' }
    catch { getSelection().selectAllChildren(code); copy.textContent = 'Selected' }
    setTimeout(() => { copy.textContent = 'Copy' }, 2000)
  })
  ;(code.closest('pre') ?? code).after(copy)
}

const save = (name, type, text) => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
}
const standalone = (picture) => {
  const theme = getComputedStyle(root)
  const copy = picture.cloneNode(true)
  copy.setAttribute('font-family', getComputedStyle(picture).fontFamily)
  return new XMLSerializer().serializeToString(copy).replace(/var\\((--[\\w-]+)\\)/g, (_, name) => theme.getPropertyValue(name))
}
let unpacked
const specOf = async (id) => {
  const bytes = () => Uint8Array.from(atob(document.getElementById('figure-specs').textContent), (character) => character.charCodeAt(0))
  unpacked ??= new Response(new Blob([bytes()]).stream().pipeThrough(new DecompressionStream('deflate'))).json()
  const { config, figures } = await unpacked
  return { ...figures[id], config }
}
// What a spreadsheet would calculate becomes text; numbers stay.
const withoutFormulas = (csv) => csv.replace(/(^|,)("?)(?=[=+@-])(?![+-]?\\.?\\d)/gm, "$1$2'")
const downloads = {
  SVG: ['.svg', 'image/svg+xml', (figure) => standalone(figure.querySelector('svg'))],
  ...('DecompressionStream' in window && {
    CSV: ['.csv', 'text/csv', async (figure, id) => withoutFormulas((await specOf(id)).data.values)],
    'Vega-Lite': ['.vl.json', 'application/json', async (figure, id) => JSON.stringify(await specOf(id), null, 2)]
  })
}
for (const figure of document.querySelectorAll('figure.figure')) {
  const id = figure.id.replace(/^figure-/, '')
  const bar = Object.assign(document.createElement('span'), { className: 'downloads', textContent: 'Download:' })
  for (const [name, [ending, type, textOf]] of Object.entries(downloads)) {
    const download = button(name, name + ' of the figure ' + id)
    download.addEventListener('click', async () => save(id + ending, type, await textOf(figure, id)))
    bar.append(download)
  }
  figure.querySelector('figcaption').append(bar)
}

const reach = () => {
  for (const box of document.querySelectorAll('.scroll, pre')) {
    const scrolls = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1
    const name = (box.matches('pre') ? 'Text' : box.matches('.picture') ? 'Figure' : 'Table') + ' that scrolls'
    if (scrolls) { box.tabIndex = 0; box.setAttribute('role', 'group'); box.setAttribute('aria-label', name) }
    else { box.removeAttribute('tabindex'); box.removeAttribute('role'); box.removeAttribute('aria-label') }
  }
}
reach()
addEventListener('resize', reach)
document.addEventListener('toggle', reach, true)

const show = () => { const target = document.getElementById(decodeURIComponent(location.hash.slice(1))); for (let box = target?.closest('details'); box; box = box.parentElement.closest('details')) box.open = true }
addEventListener('hashchange', show)
show()
let closed = []
addEventListener('beforeprint', () => { closed = [...document.querySelectorAll('main details:not([open])')]; for (const box of closed) box.open = true })
addEventListener('afterprint', () => { for (const box of closed) box.open = false })
if (matchMedia('(min-width: 70rem)').matches) for (const box of document.querySelectorAll('nav.contents > details')) box.open = true
}
`
