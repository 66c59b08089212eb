/** The page around the paper: a desk, the printer's front at the bottom, its controls at the side. */
export const pageStyle = `
:root { --desk: #e9e6df; --panel: #fbfaf7; --text: #24211d; --soft: #6f6a62; --rule: #e2ded5; --accent: #1f5f57;
  --good: #1f7a4d; --bad: #b3402b; font-family: 'Inter Variable', system-ui, sans-serif; font-size: 15px; color: var(--text); }
* { box-sizing: border-box; }
body { margin: 0; height: 100vh; display: grid; grid-template-columns: minmax(0, 1fr) 340px; background: var(--desk); }
main { position: relative; min-height: 0; display: flex; flex-direction: column; }
#roll { flex: 1; min-height: 0; overflow-y: auto; display: flex; flex-direction: column; align-items: center; gap: 22px;
  padding: 36px 24px 0; scrollbar-width: thin; scrollbar-color: #c9c4b9 transparent; }
#roll > :first-child { margin-top: auto; }
#roll .paper { flex: none; }
#roll .paper.cut:last-child { margin-bottom: 26px; }
#roll .paper.new { animation: feed 700ms cubic-bezier(.2, .7, .3, 1); }
@keyframes feed { from { translate: 0 40%; opacity: 0.4; } }
@media (prefers-reduced-motion: reduce) { #roll .paper.new { animation: none; } }
#empty { color: var(--soft); margin-bottom: 40px; }
#front { position: relative; z-index: 1; align-self: center; width: min(560px, 92%); height: 76px; border-radius: 14px 14px 0 0;
  background: linear-gradient(#3b3a39, #2a2928); box-shadow: 0 -1px 0 #57544f inset, 0 -8px 24px rgb(40 30 20 / .18);
  display: flex; align-items: center; justify-content: space-between; padding: 14px 26px 0; color: #cfcac1; font-size: 13px; }
#front::before { content: ''; position: absolute; left: 18px; right: 18px; top: 0; height: 7px; border-radius: 0 0 4px 4px; background: #151413; }
#lamp { display: flex; align-items: center; gap: 9px; }
#lamp::before { content: ''; width: 9px; height: 9px; border-radius: 50%; background: #63d39b; box-shadow: 0 0 9px #63d39b; }
.stopped #lamp::before { background: #f07a5f; box-shadow: 0 0 9px #f07a5f; }
aside { background: var(--panel); border-left: 1px solid var(--rule); padding: 24px 26px 20px; overflow-y: auto;
  display: flex; flex-direction: column; gap: 14px; }
h1 { font-size: 19px; font-weight: 650; margin: 0 0 8px; letter-spacing: -0.01em; }
code { font: 13px 'JetBrains Mono Variable', monospace; color: var(--soft); }
#status { display: inline-flex; padding: 4px 11px; border-radius: 99px; font-size: 13px; font-weight: 600; color: var(--good); background: #e3f1e8; }
.stopped #status { color: var(--bad); background: #f8e5e0; }
.head { display: flex; justify-content: space-between; align-items: baseline; gap: 10px; }
fieldset { border: 0; margin: 0; padding: 0; }
legend { padding: 0; margin-bottom: 5px; font-size: 13px; color: var(--soft); }
.choices { display: flex; flex-wrap: wrap; gap: 4px; padding: 3px; border-radius: 10px; background: #efece5; }
button { font: inherit; color: inherit; cursor: pointer; border: 0; border-radius: 8px; min-height: 34px; padding: 0 10px; }
.choices button { flex: 1 1 auto; background: none; font-size: 14px; }
.choices button:hover { background: #f7f5f0; }
.choices button[aria-pressed='true'] { background: #fff; font-weight: 600; box-shadow: 0 1px 3px rgb(40 30 20 / .16); }
.choices button[aria-pressed='true'].fault { color: var(--bad); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.after { display: flex; align-items: center; gap: 8px; margin-top: 8px; font-size: 13px; color: var(--soft); }
input { font: inherit; color: var(--text); width: 92px; min-height: 34px; padding: 0 9px; border: 1px solid var(--rule); border-radius: 8px; background: #fff; }
.actions { display: grid; gap: 8px; }
.actions button { min-height: 42px; background: #efece5; font-weight: 550; }
.actions button:first-child { background: var(--accent); color: #fff; }
.actions button:hover { filter: brightness(0.96); }
dl { display: grid; grid-template-columns: 1fr auto; gap: 5px 12px; margin: 0; padding-top: 14px; border-top: 1px solid var(--rule); font-size: 14px; }
dt { color: var(--soft); }
dd { margin: 0; font-variant-numeric: tabular-nums; font-weight: 550; }
dd.alarm { color: var(--bad); }
#lost { color: var(--bad); font-size: 14px; margin: 0; }
nav { display: flex; gap: 14px; margin-top: auto; font-size: 13px; }
nav a { color: var(--soft); text-underline-offset: 3px; }
nav a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
@media (max-width: 900px) { body { grid-template-columns: 1fr; height: auto; } main { height: 76vh; } aside { border-left: 0; } }
`;
