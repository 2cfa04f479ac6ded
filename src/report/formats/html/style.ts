import { OUTCOME_ORDER } from '../../../claims/outcomes'
import { MAX_ALIGNED_COLUMNS } from '../../../document/toHtml'
import { FONT } from '../../../figures/figure'
import { OUTCOME_LOOKS } from '../../../figures/palette'

/** The page's looks: light and dark, print, a phone; no font, picture or address from outside. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--raised:#f6f8fa;--ink:#1f2328;--faint:#57606a;--line:#d6dbe1;--link:#0550ae;--focus:#0969da;
--reproduced:#0067a3;--below-margin:#00707c;--refuted:#b34700;--inconclusive:#7d5f00;--not-evaluable:#9a3a77;
--grid:#e3e6ea;--band:#d9dee5;--control:#6e5494;--treatment:#00795a;
--warn-paper:#fff4d6;--warn-line:#b07d00}
:root[data-theme=light]{color-scheme:light}
@media screen{
:root[data-theme=dark]{color-scheme:dark;DARK}
}
@media screen and (prefers-color-scheme:dark){
:root:not([data-theme=light]){DARK}
}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-999px;top:0;background:var(--paper);padding:.6rem 1rem;z-index:9}
.skip:focus{left:.5rem;top:.5rem}
.overview,.layout,.tools,footer{max-width:84rem;margin:0 auto;padding:0 1.25rem}
.tools{display:flex;justify-content:flex-end;padding-top:.75rem;min-height:2.9rem}
.kicker{margin:0;color:var(--faint)}
h1{font-size:clamp(1.6rem,4.2vw,2.5rem);line-height:1.15;margin:.15rem 0 1rem;letter-spacing:-.015em;text-wrap:balance}
h2{font-size:1.45rem;line-height:1.25;margin:2.5rem 0 .75rem;letter-spacing:-.01em}
h3{font-size:1.1rem;line-height:1.3;margin:1.5rem 0 .4rem}
h4{font-size:1rem;margin:1.25rem 0 .25rem}
p{margin:.6rem 0}
code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
pre{background:var(--raised);border:1px solid var(--line);border-radius:6px;padding:.75rem 1rem;overflow-x:auto;max-height:30rem}
blockquote{margin:.6rem 0;padding:.1rem 0 .1rem 1rem;border-left:4px solid var(--line);font-size:1.08rem}
.notice{background:var(--warn-paper);border-left:4px solid var(--warn-line);padding:.6rem .9rem;border-radius:4px}
.counts table{font-size:1rem;margin:.25rem 0 1.25rem}
.source{border:1px solid var(--line);border-radius:10px;padding:.85rem 1.1rem 1rem;background:var(--raised)}
.source h2{font-size:1.05rem;margin:0;letter-spacing:0}
.citation{margin:.1rem 0 .7rem;color:var(--faint);font-size:.85rem;line-height:1.4}
.source>h3{margin:1rem 0 .3rem;font-size:1rem}
.headline{display:grid;grid-template-columns:minmax(0,1fr) 17.5rem;gap:.2rem 1.5rem;align-items:center;padding:.6rem 0 .7rem;border-top:1px solid var(--line)}
.headline p{margin:.12rem 0}
.said{font-size:1.05rem}
.asked,.facts,.unread{font-size:.9rem}
.facts{color:var(--faint)}
.effect .title{display:none}
.effect figure.figure{margin:0}
.effect .picture svg{min-width:0}
.changes{margin:.2rem 0;padding-left:1.2rem;font-size:.9rem}
.changes li{margin:.15rem 0}
.others{font-size:.95rem}
.search{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:baseline;padding:.5rem 0;font-size:.9rem}
.search :is(input,select){font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:5px;padding:.2rem .4rem;max-width:100%;min-width:0}
.search label{display:flex;gap:.3rem;align-items:baseline;max-width:100%;min-width:0}
.search input{width:18rem}
.told{color:var(--faint)}
[hidden]{display:none!important}
b{font-weight:600}
b[class]{white-space:nowrap}
b[class]::before{display:inline-block;min-width:1.25em;margin-right:.15em;text-align:center;font-weight:700}
i{font-style:normal}
small,i{color:var(--faint)}
MARKS
.sortable td:nth-child(2){min-width:14rem;width:45%}
.sortable td:nth-child(n+4):not(:last-child){white-space:nowrap}
.faint,figcaption,.terms{color:var(--faint)}
.terms,figcaption,footer{font-size:.9rem}
small{font-size:.9em}
td small i{font-size:.9em}
.terms{max-width:70rem}
.layout{display:grid;grid-template-columns:minmax(0,1fr);gap:2rem;margin-top:1rem}
nav.contents{font-size:.875rem;line-height:1.35}
nav.contents ul{list-style:none;margin:.2rem 0;padding:0}
nav.contents li{margin:.22rem 0}
nav.contents li li{padding-left:.9rem}
nav.contents li li li{padding-left:0}
nav.contents li li a{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
nav.contents a{text-decoration:none}
nav.contents a:hover{text-decoration:underline}
nav.contents summary{font-weight:600}
@media screen and (min-width:70rem){
.layout{grid-template-columns:17rem minmax(0,1fr)}
nav.contents{position:sticky;top:0;max-height:100vh;overflow-y:auto;align-self:start;padding:2rem .5rem 2rem 0}
}
.claim>details{border-width:1px 0 0;border-radius:0;margin:0;padding:0 .2rem}
.claim>details[open]{padding-bottom:1.6rem}
.claim:target>details{border-top-color:var(--focus)}
.claim h3{display:inline;margin:0 1rem 0 0;font-size:1rem}
.claim>details[open]>summary h3{font-size:1.15rem}
.claim summary i{font-weight:400}
.claim summary span{font-weight:400}
section>details{border-width:1px 0 0;border-radius:0;padding:0 .2rem}
section>details>summary h2{display:inline;font-size:1.2rem;margin:0}
section>details>summary{padding:.6rem 0}
.verdict{border-left:4px solid var(--faint);background:var(--raised);padding:.35rem 1rem;border-radius:0 6px 6px 0;margin:.8rem 0}
.verdict.reproduced{border-color:var(--reproduced)}
.verdict.below-margin{border-color:var(--below-margin)}
.verdict.refuted{border-color:var(--refuted)}
.verdict.inconclusive{border-color:var(--inconclusive)}
.verdict.not-evaluable{border-color:var(--not-evaluable)}
figure.figure{margin:1rem 0;max-width:60rem}
.picture svg{font-family:FONT;background:var(--paper);display:block;max-width:100%;height:auto;min-width:min(100%,34rem)}
.title{font-weight:600;margin:.2rem 0;max-width:48rem}
figcaption{padding-top:.3rem;max-width:48rem}
.downloads{display:inline-flex;flex-wrap:wrap;gap:.35rem;margin-left:.6rem;align-items:baseline}
button{font:inherit;font-size:.8rem;color:var(--link);background:var(--paper);border:1px solid var(--line);border-radius:5px;padding:.1rem .5rem;cursor:pointer}
button:hover{border-color:var(--link)}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums;margin:.5rem 0}
th,td{padding:.32rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:normal}
td{min-width:3rem;max-width:34rem;overflow-wrap:break-word}
thead th{border-bottom:2px solid var(--line);white-space:nowrap}
ALIGNED{text-align:right;white-space:nowrap}
tbody tr:hover{background:var(--raised)}
th button{border:0;background:none;color:inherit;font:inherit;font-weight:600;padding:0}
th[aria-sort] button::after{content:" ↕";color:var(--faint)}
th[aria-sort=ascending] button::after{content:" ↑"}
th[aria-sort=descending] button::after{content:" ↓"}
details{border:1px solid var(--line);border-radius:6px;margin:.5rem 0;padding:0 .9rem}
details[open]{padding-bottom:.6rem}
summary{cursor:pointer;padding:.45rem 0;font-weight:600;font-size:.95rem}
nav.contents details{border:0;padding:0}
.command{display:flex;flex-wrap:wrap;gap:.4rem;align-items:baseline}
footer{padding-top:2rem;padding-bottom:3rem;color:var(--faint)}
@media (max-width:40rem){
body{font-size:15px}
.leading :is(td,th):nth-child(3){display:none}
.leading b[class]{white-space:normal}
.headline{grid-template-columns:minmax(0,1fr)}
.counts table{font-size:.8rem}
.counts :is(th,td){padding:.3rem .35rem;min-width:0}
.counts th:not(:first-child){writing-mode:vertical-rl;text-align:left}
.picture svg{min-width:34rem}
}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media print{
@page{margin:16mm 14mm}
:root{color-scheme:light}
body{font-size:10pt}
.tools,.search,.skip,.downloads,nav.contents,button{display:none!important}
th button{display:inline!important}
.layout{display:block}
details{border:0;padding:0}
details>summary{list-style:none}
details::details-content{content-visibility:visible;display:block;height:auto}
.scroll{overflow:visible}
table,.counts table{font-size:8pt}
.counts :is(th,td){padding:.2rem .3rem;min-width:0}
.counts :is(th,b){white-space:normal}
pre{max-height:none;white-space:pre-wrap}
a{color:inherit;text-decoration:none}
h2,h3,h4,summary,.verdict{break-after:avoid}
figure.figure,tr,.headline,.counts{break-inside:avoid}
.picture svg{min-width:0}
}
`
  .replace('FONT', FONT)
  .replace('MARKS', markStyle())
  .replace('ALIGNED', alignedCells())
  .replaceAll(
    'DARK',
    '--paper:#14171b;--raised:#1d2127;--ink:#e8eaed;--faint:#a7b0ba;--line:#3a414a;--link:#7ab8ff;--focus:#58a6ff;--reproduced:#6cb6f0;--below-margin:#4fc3cf;--refuted:#ff9d5c;--inconclusive:#e3bd4a;--not-evaluable:#e39ac6;--grid:#2c323a;--band:#39414c;--control:#b9a1e3;--treatment:#3fc79a;--warn-paper:#332a10;--warn-line:#e3bd4a'
  )

/** Cells of the columns that a table names as numbers. */
function alignedCells(): string {
  return Array.from({ length: MAX_ALIGNED_COLUMNS }, (_, index) => `.n${index + 1} tr>:nth-child(${index + 1})`).join(
    ','
  )
}

/** Colour and symbol of the marks, which nobody reads aloud beside words that say the same. */
function markStyle(): string {
  return OUTCOME_ORDER.map((outcome) => {
    const { symbol, color } = OUTCOME_LOOKS[outcome]
    return `b.${outcome}{color:${color}}b.${outcome}::before{content:"${symbol}";content:"${symbol}" / ""}`
  }).join('\n')
}
