export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --quiet: #667080; --line: #dfe3e8; --paper: #fff; --ground: #f4f6f8; --accent: #1f6f5c; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaee; --quiet: #93a0ad; --line: #303a45; --paper: #1b222a; --ground: #12171c; --accent: #5cc3a6; --bad: #ff8a80; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { padding: 1.25rem 1.5rem 0; max-width: 1200px; margin: auto; }
h1 { font-size: 1.35rem; margin: 0; } h1 span { color: var(--quiet); font-weight: 400; }
nav { display: flex; gap: 1rem; margin-top: .2rem; }
h2 { font-size: .95rem; margin: 0 0 .6rem; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(340px, 1fr)); gap: 1rem; padding: 1rem 1.5rem 3rem; max-width: 1200px; margin: auto; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.15rem; min-width: 0; overflow-x: auto; }
section.wide, .back { grid-column: 1 / -1; }
.back { margin: 0; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 500; color: var(--quiet); font-size: .85rem; }
th, td { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td, tr:last-child th[scope=row] { border-bottom: 0; }
.number { text-align: right; }
.log td { font: 13px/1.45 ui-monospace, monospace; overflow-wrap: anywhere; } .log td:not(:last-child) { white-space: nowrap; color: var(--quiet); }
.bad td { color: var(--bad); }
.quiet { color: var(--quiet); font-size: .9rem; margin: .25rem 0 .5rem; }
.now { font-size: 1.8rem; margin: 0; font-variant-numeric: tabular-nums; } .now small { font-size: .9rem; color: var(--quiet); }
form { display: flex; gap: .5rem; flex-wrap: wrap; margin: .5rem 0; }
.buttons { display: flex; gap: .5rem; flex-wrap: wrap; margin: .5rem 0 0; }
input, select, textarea, button { font: inherit; color: inherit; padding: .35rem .6rem; border: 1px solid var(--line); border-radius: 7px; background: var(--ground); }
textarea { width: 100%; font: 12px/1.4 ui-monospace, monospace; }
button { cursor: pointer; border-color: var(--accent); color: var(--accent); background: transparent; }
button:hover { background: var(--accent); color: var(--paper); } button.plain { border-color: var(--line); color: var(--quiet); }
a { color: var(--accent); } code { font-size: .88em; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
iframe { width: 100%; height: 60vh; border: 1px solid var(--line); border-radius: 7px; background: #fff; }
section:has(iframe), section:has(pre), section:has(.facts) { grid-column: 1 / -1; }
.facts th { width: 9rem; }
.gone main { opacity: .4; } .gone h1::after { content: ' · the host does not answer'; color: var(--bad); font-weight: 400; }
`;
