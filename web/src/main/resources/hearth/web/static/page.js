// Small comforts on every page. Nothing here is needed: without it every page works.

import { toUnlock } from './locked.js';

document.documentElement.classList.add('js');

// A locked browser shows nothing: neither on other pages that are open, nor on those it can go back to, which it may keep as
// they were. Those stay out of sight until the box has been asked.
const locks = new BroadcastChannel('hearth-lock');
if (document.body.dataset.section === 'locked') {
  locks.postMessage('');
} else if (document.documentElement.classList.contains('inside')) {
  locks.addEventListener('message', toUnlock);
  addEventListener('pagehide', () => document.documentElement.classList.add('away'));
  addEventListener('pageshow', (event) => {
    if (event.persisted) {
      location.reload();
    }
  });
}

// Passwords can be looked at while typing.
for (const box of document.querySelectorAll('.reveal')) {
  const input = box.querySelector('input');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'second';
  button.textContent = box.dataset.show;
  button.setAttribute('aria-controls', input.id);
  button.setAttribute('aria-pressed', 'false');
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.textContent = shown ? box.dataset.show : box.dataset.hide;
    button.setAttribute('aria-pressed', String(!shown));
  });
  // What was shown must not end up in the browser's memory of form fields.
  input.form.addEventListener('submit', () => { input.type = 'password'; });
  box.append(button);
}

// Copying: the text is always there to be selected, too. Buttons may come later than this script.
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) {
    return;
  }
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    const label = button.dataset.label ??= button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 3000);
  } catch {
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
});

for (const button of document.querySelectorAll('[data-print]')) {
  button.addEventListener('click', () => print());
}

// Work that takes a while says so, and is not begun twice. Whoever comes back to the page finds it as it was.
for (const form of document.querySelectorAll('form[data-busy]')) {
  const status = document.createElement('p');
  status.className = 'busy';
  status.setAttribute('role', 'status');
  form.append(status);
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    status.textContent = '◌ ' + form.dataset.busy;
    form.classList.add('is-busy');
  });
  addEventListener('pageshow', () => {
    delete form.dataset.sent;
    status.textContent = '';
    form.classList.remove('is-busy');
  });
}
