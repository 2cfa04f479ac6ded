/** What the page does beyond showing itself: searching, sorting, theme, copying, downloads. Without it everything can still be read. */
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
const standalone = (figure) => {
  const theme = getComputedStyle(root)
  const picture = figure.querySelector('svg')
  const copy = picture.cloneNode(true)
  const paper = { width: '100%', height: '100%', fill: 'var(--paper)' }
  const sheet = document.createElementNS(picture.namespaceURI, 'rect')
  for (const [name, value] of Object.entries(paper)) sheet.setAttribute(name, value)
  copy.prepend(sheet)
  copy.setAttribute('font-family', getComputedStyle(picture).fontFamily)
  copy.removeAttribute('aria-labelledby')
  copy.setAttribute('aria-label', figure.querySelector('.title').textContent)
  for (const text of copy.querySelectorAll('[textLength]')) text.setAttribute('lengthAdjust', 'spacingAndGlyphs')
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
  SVG: ['.svg', 'image/svg+xml', standalone],
  ...('DecompressionStream' in window && {
    CSV: ['.csv', 'text/csv', async (figure, id) => withoutFormulas((await specOf(id)).data.values)],
    'Vega-Lite': ['.vl.json', 'application/json', async (figure, id) => JSON.stringify(await specOf(id), null, 2)]
  })
}
for (const caption of document.querySelectorAll('figure.figure > figcaption')) {
  const figure = caption.parentElement
  const id = figure.id.replace(/^figure-/, '')
  const bar = Object.assign(document.createElement('span'), { className: 'downloads', textContent: 'Download:' })
  for (const [name, [ending, type, textOf]] of Object.entries(downloads)) {
    const download = button(name, name + ' of the figure ' + id)
    download.addEventListener('click', async () => save(id + ending, type, await textOf(figure, id)))
    bar.append(download)
  }
  caption.append(bar)
}

const reach = () => {
  for (const box of document.querySelectorAll('.scroll, pre')) {
    const scrolls = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1
    const name = (box.matches('pre') ? 'Text' : box.matches('.picture') ? 'Figure' : 'Table') + ' that scrolls'
    if (scrolls) { box.tabIndex = 0; box.setAttribute('role', 'group'); box.setAttribute('aria-label', name) }
    else { box.removeAttribute('tabindex'); box.removeAttribute('role'); box.removeAttribute('aria-label') }
  }
}
let reaching
const reachSoon = () => { reaching ??= requestAnimationFrame(() => { reaching = null; reach() }) }
reachSoon()
addEventListener('resize', reachSoon)
document.addEventListener('toggle', reachSoon, true)

const section = document.getElementById('claims')
const dataOf = (id) => { const box = document.getElementById(id); return box && JSON.parse(box.textContent) }
const places = new Map(Object.entries(dataOf('places') ?? {}).flatMap(([file, ids]) => ids.map((id) => [id, file])))
const index = document.body.dataset.index
const wordsOfHash = () => location.hash.startsWith('#find=') ? decodeURIComponent(location.hash.slice(6)) : null
const articles = [...document.querySelectorAll('#claims article.claim[data-outcome]')]
const wholeText = (parts) => parts.join(' ').toLowerCase()
const rowOf = (id) => document.getElementById(id).closest('tr')
const claims = dataOf('claim-list')?.map(({ id, text, ...facets }) => ({ id, facets, element: rowOf(id), text: wholeText([text, facets.outcome, rowOf(id).textContent]) })) ??
  articles.map((element) => ({ id: element.id, facets: element.dataset, element, text: wholeText([element.id, element.dataset.outcome, ...[...element.querySelectorAll(':scope > details > :is(summary, .passage)')].map((each) => each.textContent)]) }))
// What the contents name of claims are their headings; they go with them when they are searched.
const listing = document.querySelector('nav.contents a[href="#claims"]')?.parentElement
const listed = new Map()
for (const article of listing ? articles : []) {
  const { source, outcome } = article.dataset
  const place = [...listing.querySelectorAll('a')].find((link) => link.textContent === source)?.parentElement ?? listing
  if (!place.querySelector(':scope > ul')) place.append(document.createElement('ul'))
  const [item, link, mark] = ['li', 'a', 'b'].map((name) => document.createElement(name))
  link.href = '#' + article.id
  mark.className = outcome
  link.append(mark, article.querySelector('h3').textContent)
  item.append(link)
  place.querySelector(':scope > ul').append(item)
  listed.set(article.id, item)
}
if (claims.length > 1) {
  const named = (name, control) => { const label = document.createElement('label'); label.append(name + ' ', control); return label }
  const words = Object.assign(document.createElement('input'), { type: 'search', placeholder: 'words, all of them (press /)' })
  const facets = ['source', 'outcome', 'rank', 'kind'].map((name) => {
    const values = [...new Set(claims.map((claim) => claim.facets[name]))].sort()
    const select = document.createElement('select')
    select.append(new Option('any', ''), ...values.map((value) => new Option(value, value)))
    return { name, values, select }
  })
  const told = Object.assign(document.createElement('output'), { className: 'told' })
  const clear = button('Show all')
  const everywhere = Object.assign(document.createElement('a'), { textContent: 'Search all pages' })
  const bar = Object.assign(document.createElement('div'), { className: 'search' })
  bar.setAttribute('role', 'search')
  bar.setAttribute('aria-label', 'Claims')
  bar.append(named('Find', words), ...facets.filter(({ values }) => values.length > 1).map(({ name, select }) => named(name, select)), clear, told)
  if (index) bar.append(everywhere)
  section.querySelector('h2').after(bar)
  const boxes = [...document.querySelectorAll('#claims > details')]
  const rows = [...document.querySelectorAll('#claims .checks tbody tr, #all-claims tbody tr')].map((row) => ({ row, id: decodeURIComponent(row.querySelector('a[href^="#"]').hash.slice(1)) }))
  // A heading, with what stands below it beside the claims: a table, what it is of.
  const headed = []
  for (const each of section.children) {
    if (each.matches('h3')) headed.push([])
    headed.at(-1)?.push(each)
  }
  let wasOpen = null
  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\\s+/).filter(Boolean)
    const isAny = wanted.length === 0 && facets.every(({ select }) => select.value === '')
    const found = new Set()
    for (const { id, element, text, facets: own } of claims) {
      element.hidden = !(wanted.every((word) => text.includes(word)) && facets.every(({ name, select }) => select.value === '' || own[name] === select.value))
      if (!element.hidden) found.add(id)
      if (listed.has(id)) listed.get(id).hidden = element.hidden
    }
    for (const { row, id } of rows) row.hidden = !found.has(id)
    if (!isAny) wasOpen ??= boxes.map((box) => box.open)
    boxes.forEach((box, at) => {
      const holds = box.querySelector('article.claim:not([hidden])') !== null
      box.hidden = !holds
      box.open = isAny ? (wasOpen?.[at] ?? box.open) : holds
    })
    for (const parts of headed) {
      const holds = parts.some((part) => part.matches('article, details') && !part.hidden)
      for (const part of parts) if (!part.matches('article, details')) part.hidden = !holds
    }
    if (isAny) wasOpen = null
    clear.hidden = isAny
    everywhere.href = index + '#find=' + encodeURIComponent(words.value)
    told.value = isAny ? '' : found.size === 0 ? 'No claim matches.' : found.size + ' of ' + claims.length + ' claims'
    reachSoon()
  }
  const showAll = () => { words.value = ''; for (const { select } of facets) select.value = ''; filter() }
  words.addEventListener('input', filter)
  for (const { select } of facets) select.addEventListener('change', filter)
  clear.addEventListener('click', () => { showAll(); words.focus() })
  words.addEventListener('keydown', (event) => { if (event.key === 'Escape') { event.preventDefault(); showAll() } })
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')) return
    event.preventDefault()
    words.focus()
  })
  const follow = () => {
    const asked = wordsOfHash()
    if (asked !== null) { words.value = asked; filter(); bar.scrollIntoView() }
    else if (document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest('article.claim[hidden]')) showAll()
  }
  addEventListener('hashchange', follow)
  addEventListener('beforeprint', showAll)
  filter()
  follow()
}

// An id that is on another page: the first one knows on which.
const elsewhere = (id) => places.get(id) ?? (index && id !== '' && document.getElementById(id) === null ? index : undefined)
const show = () => {
  if (wordsOfHash() !== null) return
  const id = decodeURIComponent(location.hash.slice(1))
  if (elsewhere(id)) return location.replace(elsewhere(id) + location.hash)
  const target = document.getElementById(id)
  for (let box = target?.closest('details'); box; box = box.parentElement.closest('details')) box.open = true
  target?.querySelector(':scope > details')?.setAttribute('open', '')
  target?.scrollIntoView()
}
addEventListener('hashchange', show)
show()
let closed = []
addEventListener('beforeprint', () => { closed = [...document.querySelectorAll('main details:not([open])')]; for (const box of closed) box.open = true })
addEventListener('afterprint', () => { for (const box of closed) box.open = false })
if (matchMedia('(min-width: 70rem)').matches) for (const box of document.querySelectorAll('nav.contents > details')) box.open = true
}
`.replace(/^ *(?:\/\/.*\n)?/gm, '')
