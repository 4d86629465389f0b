/**
 * How a report looks. Moods go from blue to orange, which nobody with any kind of colour blindness confuses,
 * and each has a sign besides. No address is named here: a page asks nothing of the network.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbf9f4; --ink: #23211d; --soft: #645e54; --rule: #ded8cb; --link: #0b4f8a;
  --m2: #0b4f8a; --m2-ink: #fff; --m1: #9cc9e8; --m1-ink: #10283c; --m0: #dcd7cb; --m0-ink: #3b372f;
  --n1: #f3bd7c; --n1-ink: #45280a; --n2: #a83c12; --n2-ink: #fff;
  --m2-sign: #0b4f8a; --m1-sign: #3379ab; --m0-sign: #77705f; --n1-sign: #a8620b; --n2-sign: #a83c12;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #17181b; --ink: #ece8df; --soft: #aaa498; --rule: #36363b; --link: #8cc4ef;
    --m2: #8fcbf7; --m2-ink: #0c2336; --m1: #2f6590; --m1-ink: #fff; --m0: #47453f; --m0-ink: #f1ede4;
    --n1: #8d5a19; --n1-ink: #fff; --n2: #f19468; --n2-ink: #3a1303;
    --m2-sign: #8fcbf7; --m1-sign: #6ba6d6; --m0-sign: #a39d90; --n1-sign: #d99a48; --n2-sign: #f19468;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 3.5rem clamp(1rem, 4vw, 2.5rem) 3rem; max-width: 62rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Hiragino Sans", "Noto Sans CJK JP", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
h1, h2, h3, .lede, .figures dd {
  font-family: ui-serif, "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Noto Serif", "Hiragino Mincho ProN", "Noto Serif CJK JP", serif;
  font-weight: 500; line-height: 1.2; text-wrap: balance;
}
h1 { margin: .1em 0 .15em; font-size: clamp(2.8rem, 11vw, 5.5rem); letter-spacing: -.02em; line-height: 1; }
h2 { margin: 4rem 0 1.2rem; padding-top: .8rem; border-top: 1px solid var(--rule); font-size: 1.6rem; }
h3 { margin: 0; font-size: 1.3rem; }
h3 a { color: inherit; text-decoration-color: var(--soft); }
p { margin: 0 0 .6rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .2em; }
a:focus-visible, .grid:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
small, .soft { color: var(--soft); font-size: .875rem; }
.over { margin: 0; color: var(--soft); font-size: .875rem; letter-spacing: .08em; text-transform: uppercase; }
.lede { max-width: 46rem; margin: 1.6rem 0 0; font-size: clamp(1.15rem, 3vw, 1.45rem); line-height: 1.4; text-wrap: pretty; }
.lede span { display: block; }
.figures { display: flex; flex-wrap: wrap; gap: .8rem 2.6rem; margin: 2.2rem 0 0; }
.figures div { display: flex; flex-direction: column-reverse; }
.figures dt { color: var(--soft); font-size: .875rem; }
.figures dd { margin: 0; font-size: 2.1rem; line-height: 1.1; }
ul, ol { margin: 0; padding: 0; list-style: none; }
/* For whoever hears the page. */
i, .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.shapes { position: absolute; width: 0; height: 0; }

.bar { display: block; width: 100%; height: .9rem; margin: 2.4rem 0 .8rem; }
.key { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; margin: 0 0 1.4rem; font-size: .875rem; }
.key b { font-weight: 500; }
.key .pause { margin-right: .45em; }

.m2 { --fill: var(--m2); --on: var(--m2-ink); --sign: var(--m2-sign); --mark: "★"; --mark-text: "★" / ""; }
.m1 { --fill: var(--m1); --on: var(--m1-ink); --sign: var(--m1-sign); --mark: "▲"; --mark-text: "▲" / ""; }
.m0 { --fill: var(--m0); --on: var(--m0-ink); --sign: var(--m0-sign); --mark: "●"; --mark-text: "●" / ""; }
.n1 { --fill: var(--n1); --on: var(--n1-ink); --sign: var(--n1-sign); --mark: "▼"; --mark-text: "▼" / ""; }
.n2 { --fill: var(--n2); --on: var(--n2-ink); --sign: var(--n2-sign); --mark: "✗"; --mark-text: "✗" / ""; }
.mx, .ahead { --fill: transparent; --on: var(--soft); --sign: var(--soft); --mark: "·"; --mark-text: "·" / ""; }
.seen { --fill: transparent; --on: var(--ink); --sign: var(--ink); --mark: "✓"; --mark-text: "✓" / ""; }
.left { --fill: transparent; --on: var(--soft); --sign: var(--soft); --mark: "○"; --mark-text: "○" / ""; }
li.m2::before, li.m1::before, li.m0::before, li.n1::before, li.n2::before, li.mx::before, li.seen::before, li.left::before, li.ahead::before {
  display: inline-block; width: 1.35em; color: var(--sign); text-indent: 0; content: var(--mark); content: var(--mark-text);
}
rect { fill: var(--fill); }
use, #axis path { fill: var(--sign); }

.grid { position: relative; overflow-x: auto; margin: 0 -.25rem; padding: 0 .25rem .5rem; }
table { --cell: 1.75rem; border-collapse: separate; border-spacing: 2px; font-size: .8125rem; line-height: 1; }
thead th { padding: .2rem 0; color: var(--soft); font-weight: 400; }
thead th:first-child { text-align: left; }
tbody th {
  position: sticky; left: 0; z-index: 1; min-width: 7.5rem; max-width: 17rem; padding: .3rem .8rem .3rem 0;
  background: var(--paper); font-size: .9rem; font-weight: 400; line-height: 1.25; text-align: left;
}
tbody th a { color: inherit; text-decoration: none; }
tbody th a:hover { text-decoration: underline; }
td {
  position: relative; min-width: var(--cell); padding: 0; text-align: center;
}
td::before {
  display: block; height: var(--cell); border-radius: 3px; line-height: var(--cell);
  background: var(--fill); color: var(--on); content: var(--mark); content: var(--mark-text);
}
td.left::before, td.seen::before { box-shadow: inset 0 0 0 1px var(--rule); }
td::before, rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.pause { padding-left: 3px; border-left: 3px dotted var(--soft); }

article { display: grid; gap: .4rem 2.5rem; padding: 1.5rem 0; border-bottom: 1px solid var(--rule); break-inside: avoid; }
article:last-of-type { border-bottom: 0; }
.trail { display: block; max-width: 100%; margin-top: .9rem; overflow: visible; }
.levels { fill: none; stroke: var(--rule); stroke-width: 1; }
.line { fill: none; stroke: var(--soft); stroke-width: 1.25; }
.axis { opacity: .55; }
.trail text { fill: var(--soft); font-size: 11px; text-anchor: middle; }
.said li { padding-left: 1.35em; text-indent: -1.35em; margin-bottom: .3rem; }
.said li > * { text-indent: 0; }
.said b { font-weight: 600; }
.said q, .said time { color: var(--soft); }
.said q { display: block; margin: .05rem 0 .35rem; quotes: none; font-style: italic; }
.said small { display: inline-block; min-width: 3.1em; }
.plain li { margin-bottom: .35rem; }
.words { display: flex; flex-wrap: wrap; align-items: baseline; gap: .35rem 1.5rem; }
.words li::before { font-size: .8em; }
.words .often { font-size: 1.9rem; line-height: 1.25; }
.words .some { font-size: 1.35rem; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--soft); font-size: .875rem; }
@media (min-width: 46rem) {
  article { grid-template-columns: minmax(0, 21rem) minmax(0, 1fr); }
  .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 2.5rem; }
}
@media (max-width: 30rem) {
  body { padding-top: 2rem; }
  h2 { margin-top: 3rem; }
  .figures { gap: .8rem 1.8rem; }
  .figures dd { font-size: 1.7rem; }
  tbody th { min-width: 6.5rem; max-width: 7.5rem; padding-right: .5rem; }
}
@media print {
  @page { margin: 16mm 14mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2 { margin-top: 2rem; break-after: avoid; }
  .grid { overflow: visible; margin: 0; padding: 0; }
  tbody th { position: static; }
  table { --cell: 1.3rem; }
  tr { break-inside: avoid; }
  article { grid-template-columns: minmax(0, 8cm) minmax(0, 1fr); }
  a { color: inherit; text-decoration: none; }
}
@media (forced-colors: active) {
  td, use, rect { forced-color-adjust: none; }
}
`;
