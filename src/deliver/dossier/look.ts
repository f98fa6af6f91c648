/** The style of the HTML dossier: LOOK.md's tokens, system fonts (the file carries none), light, dark and paper. */
export const look = `
:root{--sheet:#FFF;--ink:#141A1B;--ink2:#434E4D;--ink3:#5C6765;--line:#D3DAD8;--edge:#778381;--accent:#0A5462;
--serif:Literata,Charter,'Iowan Old Style',Georgia,'Noto Naskh Arabic','Times New Roman',serif;
--sans:'Atkinson Hyperlegible Next',system-ui,'IBM Plex Sans Arabic','Segoe UI',sans-serif;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--sheet:#151B1D;--ink:#E8EEED;--ink2:#B7C2C0;--ink3:#97A4A2;--line:#2D383A;--edge:#74817F;--accent:#7FCDD4}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:44rem;padding:2rem 1.25rem;background:var(--sheet);color:var(--ink);font:1.0625rem/1.55 var(--serif);overflow-wrap:anywhere}
h1,h2,h3{font-weight:600;line-height:1.25;margin:0 0 .75rem}
h1{font-size:2.1rem}h1 span{display:block;font-weight:400;color:var(--ink2)}
h2{font-size:1.6rem;margin-top:3rem}h3{font-size:1.3rem;font-weight:500}
h4,nav h2,strong,th{font:600 .875rem/1.4 var(--sans)}h4{margin:1rem 0 .5rem}
nav h2{font-size:1rem;margin:1.5rem 0 .5rem}
a{color:var(--accent)}a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.campaign,.number{font:600 .875rem/1.4 var(--sans);color:var(--accent);margin:0 0 .4rem}
.intro{font-size:1.15rem;color:var(--ink2)}
.small,dt,dd,td,footer{font:.8125rem/1.45 var(--sans);color:var(--ink3)}
dd{color:var(--ink);margin:0}p{margin:.5rem 0}
.figures{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;border-top:1px solid var(--edge);padding-top:1rem}
.figures div{display:flex;flex-direction:column-reverse}.figures dd{font:600 1.6rem/1.2 var(--serif);font-variant-numeric:tabular-nums}
nav ol{list-style:none;padding:0;margin:0}nav li{padding:.25rem 0;display:flex;justify-content:space-between;gap:1rem;border-bottom:1px dotted var(--edge)}
article{border-top:1px solid var(--edge);padding-top:1.25rem;margin-top:1.75rem}
.facts{display:flex;flex-wrap:wrap;gap:1rem 2rem;border-block:1px solid var(--line);padding:.75rem 0}
.facts dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.25rem;margin:0;flex:1 1 18rem}
.bars{margin:0;flex:0 1 12.5rem}header .bars{margin:1rem 0}.bars svg{display:block;width:100%;height:3rem;fill:var(--ink2);border-bottom:1px solid var(--edge)}
.bars figcaption,.room .small{display:flex;justify-content:space-between;gap:1rem}
.facts .bars figcaption span:nth-child(2){display:none}
.said{margin:0;padding:.6rem 0;border-bottom:1px solid var(--line)}
blockquote{margin:0;unicode-bidi:isolate}blockquote[dir=rtl],h3[dir=rtl]{text-align:right;line-height:1.7;font-size:1.12em}
blockquote[dir=ltr],h3[dir=ltr]{text-align:left}
.answer{border-inline-start:3px solid var(--accent);padding-inline-start:1rem;margin-top:1rem}
.room{border:1px solid var(--edge);border-radius:2px;padding:.6rem .9rem;margin-top:1rem}.room .small{margin-top:2.5rem}
table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.5rem .5rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td.voice{font:1rem/1.5 var(--serif);color:var(--ink)}code{font-size:.8125rem;color:var(--ink)}
footer{border-top:1px solid var(--edge);margin-top:3rem}footer span{margin-inline-start:1rem}
@media print{:root{--sheet:#FFF;--ink:#000;--ink2:#333;--ink3:#444;--line:#BBB;--edge:#666;--accent:#000}
body{max-width:none;padding:0;font-size:10.5pt}h2,h3,h4,.number{break-after:avoid}section{break-before:page}
.facts,.said,.room,.answer,tr{break-inside:avoid}a{text-decoration:none}}
@page{size:A4;margin:20mm 20mm 22mm}
`
