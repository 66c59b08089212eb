/** Runs in the page: draws what the server-sent events say, and posts what the buttons ask. */
export const pageScript = `
const roll = document.querySelector('#roll');
const papers = new Map();
const byId = (id) => document.getElementById(id);
const post = (path, body) => fetch(path, {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) });

function showPaper({ index, html }) {
  const holder = document.createElement('template');
  holder.innerHTML = html;
  const paper = holder.content.firstElementChild;
  const old = papers.get(index);
  papers.set(index, paper);
  if (old) old.replaceWith(paper);
  else { paper.classList.add('new'); roll.append(paper); }
  byId('empty').hidden = true;
  while (papers.size > Number(roll.dataset.limit)) {
    const oldest = papers.keys().next().value;
    papers.get(oldest).remove();
    papers.delete(oldest);
  }
}

function showState({ state, isReady, counts }) {
  document.body.classList.toggle('stopped', !isReady);
  for (const badge of [byId('status'), byId('lamp')]) badge.textContent = isReady ? badge.dataset.ready : badge.dataset.stopped;
  for (const button of document.querySelectorAll('[data-change]')) {
    const change = JSON.parse(button.dataset.change);
    const isOn = Object.entries(change).every(([name, value]) =>
      name === 'mode' ? state.mode.kind === value.kind : state[name] === value);
    button.setAttribute('aria-pressed', String(isOn));
  }
  for (const [name, count] of Object.entries(counts)) {
    byId(name).textContent = String(count);
    if (name === 'unexplained') byId(name).classList.toggle('alarm', count > 0);
  }
}

function withBytes(change) {
  const counts = change.mode && change.mode.kind.endsWith('-after');
  return counts ? { mode: { ...change.mode, bytes: Number(byId('bytes').value) } } : change;
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button?.dataset.change) post('/state', withBytes(JSON.parse(button.dataset.change)));
  if (button?.dataset.action) post(button.dataset.action);
});

const stream = new EventSource('/events');
stream.addEventListener('open', () => { byId('lost').hidden = true; papers.forEach((paper) => paper.remove()); papers.clear(); });
stream.addEventListener('error', () => { byId('lost').hidden = false; });
stream.addEventListener('state', (event) => showState(JSON.parse(event.data)));
stream.addEventListener('paper', (event) => {
  for (const change of JSON.parse(event.data)) showPaper(change);
  roll.scrollTo({ top: roll.scrollHeight, behavior: 'smooth' });
});
`;
