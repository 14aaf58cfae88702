/** The style sheet of the page, and the part of it that a map needs where it stands alone. */
import { looks, themeRules } from './theme.ts';

const inks = looks
  .map((look) => `rect.${look}{stroke:var(--${look}-ink)}.used.${look}{fill:var(--${look}-ink)}`)
  .join('\n');

export const mapRules = `${themeRules}
svg text{font:11px system-ui,sans-serif;fill:var(--text)}
svg .number,svg .block{font-weight:700}
svg .caption{fill:var(--soft)}
svg .block{fill:var(--text)}
svg .page{fill:var(--page)}
svg .title{font-size:15px;font-weight:700}
svg rect.free{fill:var(--page);stroke:var(--line)}
svg rect.outside{fill:none;stroke:var(--line);stroke-dasharray:3 3}
svg .used{stroke:none}
${inks}
svg .overlap rect{fill:none;stroke:var(--overlap);stroke-width:2.5}
svg .sign{overflow:visible}
svg .sign path{fill:var(--overlap);stroke:var(--page);stroke-width:1.5}
svg .sign .bang{stroke:var(--page);stroke-width:2;fill:none}
svg .bracket{stroke:var(--text);stroke-width:3}
svg .zoom{stroke:var(--line);stroke-dasharray:2 3}
svg .tip{display:none}
svg .tip rect{fill:var(--page)}
svg .tip text{font-weight:700}
svg :is(a,.spot):is(:hover,:focus) .tip{display:block}
svg :is(a,.spot):focus{outline:none}
svg :is(a,.spot):is(:focus,:hover)>rect{stroke:var(--text);stroke-width:3}
svg .narrow{display:none}
@media(max-width:760px){svg .narrow{display:inline}svg .wide{display:none}}`;

export const pageRules = `${mapRules}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:60rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.6rem;line-height:1.25;margin:1.2rem 0 .3rem}
h2{font-size:1.25rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line)}
h3{font-size:1.05rem;margin:1rem 0 .4rem}
p{margin:.3rem 0}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.dim,.soft{color:var(--soft);font-weight:400}
.bad{color:var(--bad)}.warn{color:var(--warn)}.good{color:var(--good)}
.big{font-size:1.35em}
article,.findings>li{background:var(--panel);border:1px solid var(--line);border-radius:.4rem;padding:.6rem .9rem;margin:.7rem 0}
article h3{margin-top:0}
.glance{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.6rem 1.4rem;margin:0}
.glance>:last-child{grid-column:1/-1}
.glance dt{font-weight:700;color:var(--soft)}.glance dd{margin:0}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;padding:0}
dl{margin:.4rem 0;display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}
dt{color:var(--soft)}dd{margin:0}
ul{margin:.3rem 0;padding-left:1.2rem}
.findings{list-style:none;padding:0}
.findings>li{border-left-width:.35rem}
.findings>.error{border-left-color:var(--bad)}.findings>.warning{border-left-color:var(--warn)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;overflow-wrap:normal}
th,td{text-align:left;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
tbody th{font-weight:400;min-width:7rem}
.binding th,.binding td,th.group{font-weight:700}th.group{padding-top:.8rem}
th[scope=col]{white-space:nowrap}td.wide{min-width:15rem}
.n+:not(.n){padding-left:.9rem}
th.n,td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
tr:target{background:var(--panel);outline:2px solid var(--link)}
.tag{border:1px solid;border-radius:.3rem;padding:0 .3rem;font-size:.8em}
.bar{display:inline-block;width:4rem;height:.7rem;border:1px solid var(--soft);vertical-align:middle;background:linear-gradient(90deg,var(--soft) var(--used),transparent 0)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;padding:0;font-size:.9rem}
.legend svg{width:28px;height:14px;vertical-align:-2px;margin-right:.35rem}
.map,.chart{display:block;margin:.5rem 0;overflow:visible}
.chart .axis{stroke:var(--line)}
.chart .grid{stroke:var(--line);opacity:.35}
.chart .tick{fill:var(--soft)}
.chart .planned{fill:var(--node-ink);stroke:var(--page);stroke-width:2}
.chart .demand{fill:none;stroke:var(--node-ink);stroke-width:3;vector-effect:non-scaling-stroke}
.chart .limit{stroke:var(--soft);stroke-dasharray:6 4}
.chart .limit.binding{stroke:var(--bad);stroke-width:2;stroke-dasharray:none}
.chart .crossing{fill:var(--page);stroke:var(--soft);stroke-width:2}
.chart .crossing.binding{fill:var(--bad);stroke:var(--page)}
.chart text{paint-order:stroke;stroke:var(--page);stroke-width:3px;stroke-linejoin:round}
.chart .name.binding{font-weight:700}
.blocks{font-size:.9rem}
.hidden{position:absolute;width:0;height:0}
@media(max-width:30rem){dl{grid-template-columns:1fr}}
@media print{html{font-size:11px}nav{display:none}.scroll{overflow:visible}article,tr,.findings>li,.map{break-inside:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}`;
