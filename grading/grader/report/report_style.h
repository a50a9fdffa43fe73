// The style sheet of report.html.
#pragma once

namespace wbm::grader {

// Colours are variables, light first, then dark; report_html_test.cc reads
// them from here and computes their contrast.
inline constexpr char kReportStyle[] = R"css(
:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1d2126; --soft: #565d66; --rule: #c9ced6;
  --panel: #f4f6f8; --link: #0a5a9c; --good: #1c6b34; --bad: #a8261c;
  --wait: #76500b; --mark: #0a5a9c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15181c; --text: #e6e9ed; --soft: #a9b1bb; --rule: #3b434d;
    --panel: #1f242a; --link: #7cbcf2; --good: #7fd197; --bad: #ff9d92;
    --wait: #e8bd6a; --mark: #7cbcf2;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 60rem; padding: 1.25rem;
  background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 0; }
p { margin: .5rem 0; max-width: 46rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px;
}
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem; }
.score { font-size: 2.4rem; font-weight: 650; line-height: 1.1; margin: .75rem 0 0; }
.score small { font-size: 1.1rem; font-weight: 400; color: var(--soft); }
.mend { font-weight: 600; margin: .5rem 0; }
.soft { color: var(--soft); }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 1rem 0 0; padding: 0; }
.table { overflow-x: auto; margin-top: 1.25rem; }
h3 + .table { margin-top: 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding: 0 0 .35rem; }
.wide caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--rule); }
thead th { font-weight: 600; color: var(--soft); }
tbody th { font-weight: 600; white-space: nowrap; }
tfoot th, tfoot td { border-bottom: 0; font-weight: 650; }
.points { text-align: right; padding-right: 0; white-space: nowrap; font-variant-numeric: tabular-nums; }
.verdict { font-weight: 600; white-space: nowrap; }
.right { color: var(--good); }
.wrong { color: var(--bad); }
.waiting { color: var(--wait); }
.card { background: var(--panel); border-left: 4px solid var(--rule); padding: .85rem 1rem; margin: 1rem 0; }
.card.wrong { border-color: var(--bad); color: inherit; }
.card.waiting { border-color: var(--wait); color: inherit; }
dl { margin: .5rem 0 0; }
dt { font-weight: 600; color: var(--soft); margin-top: .6rem; }
dd { margin: .1rem 0 0; }
pre, code { font: .875rem/1.45 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
pre { margin: .25rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
code { overflow-wrap: anywhere; }
.hint { border-left: 4px solid var(--mark); padding-left: .75rem; }
figure { margin: 1.5rem 0; }
figure img { display: block; width: 100%; height: auto; background: #ffffff; padding: .5rem; border: 1px solid var(--rule); }
figcaption { color: var(--soft); margin-top: .5rem; }
summary { cursor: pointer; }
footer { margin-top: 3rem; border-top: 1px solid var(--rule); color: var(--soft); }
@media (max-width: 36rem) {
  body { padding: .9rem; }
  .card { padding: .7rem .75rem; }
  .wide thead { position: absolute; left: -999rem; }
  .wide tr { display: block; border-bottom: 1px solid var(--rule); padding: .5rem 0; }
  .wide th, .wide td { display: block; border: 0; padding: .1rem 0; text-align: left; }
  .wide td.verdict, .wide td.points { display: inline-block; margin-right: 1rem; }
}
@media print {
  nav, .skip { display: none; }
  body { max-width: none; }
  .card, figure { break-inside: avoid; }
}
)css";

}  // namespace wbm::grader
